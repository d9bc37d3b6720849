import type { Command } from "commander";
import { withServerPlace } from "../server-place.ts";
import type { BackupCommandOptions, RestoreCommandOptions } from "./run.ts";

/** `thorascope backup` and `thorascope restore`: everything a server keeps, in one file. */
export function addBackupCommands(program: Command): void {
  withServerPlace(program.command("backup <file>"))
    .summary("write everything a server keeps to one file")
    .description(
      "Writes studies, images, readings, reports, feedback, accounts and the audit log with its key to one tar file,\n" +
        "whole or not at all. With a PostgreSQL server (DATABASE_URL) the server may go on; with the embedded database\n" +
        "it must be stopped. The file holds patient data and keys: keep it as safe as the server. docs/operation.md\n" +
        "says what is not in it.",
    )
    .option("--incomplete", "go on without files that are missing or damaged", false)
    .action(async (file: string, options: BackupCommandOptions) => {
      const { runBackup } = await import("./run.ts");
      await runBackup(file, options);
    });
  program
    .command("restore <file>")
    .summary("put a backup into an empty data folder")
    .description(
      "Checks every byte of a backup, then puts it into a data folder that is empty or not there and, with\n" +
        "DATABASE_URL, into an empty database. Images that waited to be read wait again. All or nothing.",
    )
    .requiredOption("--data <folder>", "the data folder to make")
    .option("--config <file>", "the server's configuration file (JSON)")
    .action(async (file: string, options: RestoreCommandOptions) => {
      const { runRestore } = await import("./run.ts");
      await runRestore(file, options);
    });
}
