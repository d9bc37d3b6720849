import type { Command } from "commander";
import type { ServeOptions } from "./run.ts";

/** `thorascope serve`: the reading room and the HTTP API. */
export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .summary("serve the reading room and the HTTP API: radiographs in, readings out")
    .description(
      "Serves the reading room and the HTTP API on this machine, and reads what is sent to it. Settings come from a file, the environment\n" +
        "and these options (docs/configuration.md lists them all). Stops on SIGTERM or Ctrl-C, once what it has in\n" +
        "hand is done.",
    )
    .option("--config <file>", "configuration file (JSON)")
    .option("--host <address>", "address to listen on (default: 127.0.0.1)")
    .option("--port <number>", "port to listen on (default: 8420)")
    .option("--data <folder>", "folder of studies, results and the embedded database")
    .option("--model <folder>", "a model's folder (default: the bundled model)")
    .option("--threads <count>", "threads that read; 0: `thorascope worker` reads elsewhere")
    .option("--samples", "send the synthetic samples to a store that nothing was ever sent to")
    .option("--open", "open the reading room in the browser, where there is one")
    .option("--json-log", "on a terminal: print the log (JSON) instead of writing it to a file")
    .action(async (options: ServeOptions) => {
      const { runServe } = await import("./run.ts");
      await runServe(options);
    });
}
