import { createRequire } from "node:module";
import { readServerConfig } from "../../server/config/index.ts";
import { restoreBackup, writeBackup } from "../../server/operation/index.ts";
import { commandLineActor } from "../command-line-actor.ts";
import type { ServerPlace } from "../server-place.ts";

const { version } = createRequire(import.meta.url)("../../../package.json") as { version: string };

/** Options of `thorascope backup`. */
export interface BackupCommandOptions extends ServerPlace {
  readonly incomplete: boolean;
}

/** Options of `thorascope restore`. */
export interface RestoreCommandOptions {
  readonly config?: string;
  readonly data: string;
}

/** Missing objects that are named. */
const NAMED = 10;

/** `thorascope backup`: exit code 1 if something could not be in it. */
export async function runBackup(file: string, options: BackupCommandOptions): Promise<void> {
  const { config: path, data, incomplete } = options;
  const config = await readServerConfig({ file: path, options: { dataFolder: data } });
  const actor = commandLineActor();
  const written = await writeBackup({ file, config, actor, version, incomplete });
  const { studies, images, objects, bytes, missing } = written;
  process.stdout.write(
    `${file}: ${count(studies, "study", "studies")}, ${count(images, "image")}, ${count(objects, "file")} of ${(bytes / 2 ** 20).toFixed(1)} MiB. It holds patient data and keys: keep it safe.\n`,
  );
  if (missing.length === 0) return;
  process.stderr.write(missingText(missing, "missing or damaged, and not in the backup"));
  process.exitCode = 1;
}

/** `thorascope restore`: exit code 1 if the backup was not complete, or its audit log not whole. */
export async function runRestore(file: string, options: RestoreCommandOptions): Promise<void> {
  const { config: path, data } = options;
  const config = await readServerConfig({ file: path, options: { dataFolder: data } });
  const restored = await restoreBackup({ file, config, actor: commandLineActor() });
  const { createdAt, thorascope, studies, images, waiting, missing, audit } = restored;
  process.stdout.write(
    `${config.dataFolder}: ${count(studies, "study", "studies")}, ${count(images, "image")} as of ${createdAt} (Thorascope ${thorascope}); ${count(waiting, "image")} to be read. Everybody has to sign in again.\n`,
  );
  if (missing.length > 0) {
    process.stderr.write(missingText(missing, "missing from the backup"));
    process.exitCode = 1;
  }
  if (audit.findings.length > 0) {
    process.stderr.write(
      "The audit log was not whole when the backup was made. `thorascope audit verify` says how.\n",
    );
    process.exitCode = 1;
  }
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}

function missingText(missing: readonly string[], what: string): string {
  const more = missing.length - NAMED;
  return [
    `${count(missing.length, "file")} ${missing.length === 1 ? "is" : "are"} ${what}:`,
    ...missing.slice(0, NAMED),
    ...(more > 0 ? [`and ${more.toLocaleString("en-US")} more`] : []),
    "",
  ].join("\n");
}
