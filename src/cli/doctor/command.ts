import type { Command } from "commander";
import { withServerPlace } from "../server-place.ts";
import type { DoctorOptions } from "./run.ts";

/** `thorascope doctor`: what is wrong with an installation. */
export function addDoctorCommand(program: Command): void {
  withServerPlace(program.command("doctor"))
    .summary("say what is wrong with an installation, and the cure")
    .description(
      "Looks at Node.js, the model, configuration, data folder, disk, TLS, port, database, files, queue and audit log,\n" +
        "and changes nothing. It works beside a running server; with the embedded database, rows and files are looked\n" +
        "at only while the server is stopped. Exit code 0: nothing is wrong; 1: something is.",
    )
    .option("--thorough", "read every stored file and compare its bytes", false)
    .option("--json", "one JSON object per line", false)
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import("./run.ts");
      await runDoctor(options);
    });
}
