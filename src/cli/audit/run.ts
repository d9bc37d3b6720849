import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  type AuditPlace,
  type AuditReport,
  auditFilesOf,
  lineOf,
  openAuditLog,
  readAuditKey,
  readRows,
  verifyAudit,
  verifyAuditFile,
} from "../../server/audit/index.ts";
import { readServerConfig, type ServerConfig } from "../../server/config/index.ts";
import { openDatabaseOf } from "../../server/open-database-of.ts";
import { commandLineActor } from "../command-line-actor.ts";
import type { ServerPlace } from "../server-place.ts";
import type { VerifyOptions } from "./command.ts";

/** `thorascope audit verify`: exit code 1 if the log is not whole. */
export async function runVerify(options: VerifyOptions): Promise<void> {
  const config = await configOf(options);
  const report =
    options.file === undefined
      ? await withLog(config, options.key, (place) =>
          verifyAudit({
            ...place,
            keyFile: options.key ?? place.keyFile,
            headFile: options.head ?? place.headFile,
          }),
        )
      : await verifyAuditFile(
          options.file,
          options.key ?? auditFilesOf(config).keyFile,
          options.head ?? null,
        );
  process.stdout.write(textOf(report));
  if (report.findings.length > 0) process.exitCode = 1;
}

/** `thorascope audit export`. */
export async function runExport(options: ServerPlace): Promise<void> {
  await withLog(await configOf(options), undefined, async (place) => {
    const log = await openAuditLog(place, (problem) => process.stderr.write(`${problem}\n`));
    await log.append({ actor: commandLineActor(), action: "audit.see", subject: null });
    await pipeline(Readable.from(lines(place.database)), process.stdout, { end: false });
    await log.close();
  });
}

async function* lines({ queries }: AuditPlace["database"]): AsyncGenerator<string> {
  for await (const row of readRows(queries)) yield lineOf(row);
}

function textOf({ entries, findings, more }: AuditReport): string {
  const size = `${entries.toLocaleString("en-US")} ${entries === 1 ? "entry" : "entries"}`;
  if (findings.length === 0) return `The audit log is whole: ${size}.\n`;
  return [
    ...findings.map(({ message }) => message),
    ...(more > 0 ? [`and ${more.toLocaleString("en-US")} more.`] : []),
    `The audit log is not as it was written (${size}).`,
    "",
  ].join("\n");
}

function configOf({ config: file, data }: ServerPlace): Promise<ServerConfig> {
  return readServerConfig({ file, options: { dataFolder: data } });
}

async function withLog<Result>(
  config: ServerConfig,
  keyFile: string | undefined,
  work: (place: AuditPlace) => Promise<Result>,
): Promise<Result> {
  const files = auditFilesOf(config);
  // A folder without a key is no server's: it must not be made one, and then be found whole.
  await readAuditKey(keyFile ?? files.keyFile);
  const database = await openDatabaseOf(config);
  try {
    return await work({ database, ...files });
  } finally {
    await database.close();
  }
}
