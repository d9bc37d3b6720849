/**
 * How long a user waits for the first reading, and for help.
 *
 * `npm run bench -- start [rounds]`
 */
import { join, resolve } from "node:path";
import { timeCommand } from "./command.ts";
import { median } from "./ratio.ts";

const PNG = join(resolve(import.meta.dirname, "../samples"), "synthetic-01-normal.png");
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "thorascope --help": ["--help"],
  "thorascope read, one PNG of 1024 px": ["read", PNG, "--json", "--quiet"],
};

/** Runs and prints a Markdown table. */
export async function benchStart(rounds: number): Promise<void> {
  console.log(`\n${rounds} interleaved rounds, medians, the process's start included.\n`);
  console.log("| command | seconds | peak memory, MB |");
  console.log("|---|---|---|");
  const costs = new Map(
    Object.keys(COMMANDS).map((name) => [name, [] as ReturnType<typeof timeCommand>[]]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const [name, args] of Object.entries(COMMANDS)) costs.get(name)?.push(timeCommand(args));
  }
  for (const [name, runs] of costs) {
    const seconds = median(runs.map((run) => run.seconds));
    const memory = median(runs.map((run) => run.peakMegabytes));
    console.log(`| ${name} | ${seconds.toFixed(2)} | ${memory.toFixed(0)} |`);
  }
}
