import type { Command } from "commander";
import type { WorkerOptions } from "./run.ts";

/** `thorascope worker`: reads what servers take in. */
export function addWorkerCommand(program: Command): void {
  program
    .command("worker")
    .summary("read what a server takes in, in a process of its own")
    .description(
      "Reads the radiographs that wait in a PostgreSQL server's queue (DATABASE_URL), next to other workers and to\n" +
        "`thorascope serve`, with which it shares the data folder. Settings come from a file, the environment and\n" +
        "these options (docs/configuration.md lists them all). Stops on SIGTERM or Ctrl-C, once what it has in hand\n" +
        "is done.",
    )
    .option("--config <file>", "configuration file (JSON)")
    .option("--data <folder>", "folder of studies and results, the same as the server's")
    .option("--model <folder>", "a model's folder (default: the bundled model)")
    .option("--threads <count>", "threads that read (default: 1)")
    .action(async (options: WorkerOptions) => {
      const { runWorker } = await import("./run.ts");
      await runWorker(options);
    });
}
