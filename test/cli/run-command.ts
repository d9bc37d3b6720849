import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
/** The command line as it was built: from sources, each start takes twice as long. */
const MAIN = resolve(ROOT, "dist/cli/main.js");

/** How a command ended and what it said. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in the repository's root, as a user would. */
export function thorascope(...args: readonly string[]): CommandResult {
  return thorascopeTold("", ...args);
}

/** The same with something on its input. */
export function thorascopeTold(input: string, ...args: readonly string[]): CommandResult {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run npm run build first.`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return { code: status, stdout, stderr };
}

/** The lines of a text, each parsed as JSON. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
}
