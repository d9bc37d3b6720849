import type { Command } from "commander";

/** Options that say which server a command is about. */
export interface ServerPlace {
  readonly config?: string;
  readonly data?: string;
}

/** Gives a command the options of `ServerPlace`. */
export function withServerPlace(command: Command): Command {
  return command
    .option("--config <file>", "the server's configuration file (JSON)")
    .option("--data <folder>", "the server's data folder");
}
