import type { Command } from "commander";
import { type ServerPlace, withServerPlace } from "../server-place.ts";

/** Options of `thorascope audit verify`. */
export interface VerifyOptions extends ServerPlace {
  readonly file?: string;
  readonly key?: string;
  readonly head?: string;
}

/** `thorascope audit`: who saw or changed what, and whether that log is whole. */
export function addAuditCommand(program: Command): void {
  const audit = program
    .command("audit")
    .summary("check or export the log of who saw or changed what")
    .description(
      "The audit log: who saw, read, exported or changed what. With the embedded database the server must be stopped\n" +
        "meanwhile. docs/access.md says what the check can prove and what not.",
    );
  withServerPlace(audit.command("verify"))
    .summary("find entries that were edited, deleted, put in, moved or cut off")
    .description(
      "Checks every entry against the chain's key, and the log's end against its head. Exit code 0: the log is whole;\n" +
        "1: it is not, and every finding is a line.",
    )
    .option("--file <lines>", "check a log that `thorascope audit export` wrote, not the server's")
    .option("--key <file>", "the key (default: the configuration's)")
    .option("--head <file>", "the head as it was kept apart (default: the configuration's)")
    .action(async (options: VerifyOptions) => {
      const { runVerify } = await import("./run.ts");
      await runVerify(options);
    });
  withServerPlace(audit.command("export"))
    .summary("write the log as lines of JSON")
    .description("Writes every entry as a line of JSON to the standard output, for auditors.")
    .action(async (options: ServerPlace) => {
      const { runExport } = await import("./run.ts");
      await runExport(options);
    });
  for (const one of audit.commands) one.exitOverride();
}
