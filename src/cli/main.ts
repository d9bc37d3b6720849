#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { isThorascopeError } from "../errors.ts";
import { UsageError } from "./errors.ts";
import { addTrainCommand } from "./train.ts";

const program = new Command("thorascope").exitOverride();
addTrainCommand(program);
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (isThorascopeError(error)) {
    process.stderr.write(`${error.code}  ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  } else throw error;
}
