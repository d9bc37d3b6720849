#!/usr/bin/env node
import { CommanderError } from "commander";
import { isThorascopeError } from "../errors.ts";
import { UsageError } from "./errors.ts";
import { thorascopeProgram } from "./program.ts";

/** Exit codes: 0 all is well, 1 something could not be done, 2 the command was used wrongly. */
const FAILED = 1;
const WRONG_USAGE = 2;

// A reader that has seen enough (| head) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : FAILED);
});

try {
  await thorascopeProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (isThorascopeError(error)) {
    process.stderr.write(`${error.code}  ${error.message}\n`);
    return error instanceof UsageError ? WRONG_USAGE : FAILED;
  }
  if (error instanceof Error && "syscall" in error) {
    process.stderr.write(`${error.message}\n`);
    return FAILED;
  }
  throw error;
}
