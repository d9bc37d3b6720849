import { createHash } from "node:crypto";
import { readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { sql, type Transaction } from "kysely";
import type { Actor } from "../../actor.ts";
import { auditPlaceOf, openAuditLog, readAuditKey } from "../../audit/index.ts";
import type { ServerConfig } from "../../config/index.ts";
import { openDatabaseOf } from "../../open-database-of.ts";
import { appliedMigrations } from "../../store/applied-migrations.ts";
import { hasFiles } from "../../store/beside-database.ts";
import type { Database } from "../../store/database.ts";
import { folderObjects, objectPath } from "../../store/folder-objects.ts";
import { isThere } from "../../store/is-there.ts";
import type { ObjectStore } from "../../store/object-store.ts";
import { syncFolder } from "../../store/sync-folder.ts";
import type { Tables } from "../../store/tables.ts";
import { OperationError } from "../errors.ts";
import {
  type BackupHead,
  FORMAT,
  HEAD_FILE_PART,
  HEAD_PART,
  KEY_PART,
  MANIFEST_PART,
  type Manifest,
  objectPart,
  rowsPart,
} from "./format.ts";
import { KEPT_TABLES } from "./kept-tables.ts";
import { PartWriter, type WrittenPart } from "./part-writer.ts";
import { columnsOf, fixTextForms, rowPieces } from "./table-rows.ts";

/** What of a configuration says where a server keeps its things. */
export type KeptConfig = Pick<ServerConfig, "dataFolder" | "databaseUrl" | "audit">;

/** What to back up, and where to. */
export interface BackupOptions {
  readonly file: string;
  readonly config: KeptConfig;
  /** Who does it, for the audit log. */
  readonly actor: Actor;
  /** Version of Thorascope. */
  readonly version: string;
  /** Whether to go on without objects that are missing or damaged; all are read twice then. */
  readonly incomplete?: boolean;
}

/** What a backup holds. */
export interface WrittenBackup {
  readonly studies: number;
  readonly images: number;
  readonly objects: number;
  readonly bytes: number;
  /** SHA-256 of objects that rows name but that are missing or damaged. */
  readonly missing: readonly string[];
}

/**
 * Writes everything a server keeps, less its sessions, to one file: rows as they were at one moment, the objects
 * that they name, and key and head of the audit log. The file is there whole or not at all.
 *
 * @throws OperationError BACKUP_FILE_EXISTS, BACKUP_SOURCE_MISSING.
 * @throws StoreError STORE_IN_USE if a server has the embedded database; OBJECT_MISSING or OBJECT_DAMAGED if an
 *   object is, unless `incomplete`; STORE_UNUSABLE, STORE_NEWER, STORE_HALF_RESTORED.
 * @throws AuditError AUDIT_KEY_MISSING, AUDIT_KEY_INVALID, AUDIT_HEAD_INVALID.
 */
export async function writeBackup(options: BackupOptions): Promise<WrittenBackup> {
  const { config } = options;
  const file = resolve(options.file);
  await requireSource(config);
  if (await isThere(file)) {
    throw new OperationError(
      "BACKUP_FILE_EXISTS",
      `${file} exists already. Name another file, or remove it first.`,
      { file },
    );
  }
  const database = await openDatabaseOf(config);
  const temporary = `${file}.${process.pid}.partial`;
  try {
    await requireRows(config, database);
    await logBackup(options, database);
    const writer = await PartWriter.create(temporary);
    let written: WrittenBackup;
    try {
      written = await writeParts(options, database, writer);
    } catch (error) {
      await writer.close();
      throw error;
    }
    await writer.finish();
    await rename(temporary, file);
    await syncFolder(dirname(file));
    return written;
  } finally {
    await rm(temporary, { force: true });
    await database.close();
  }
}

/** A folder without a server's things must not be made one, and then be backed up empty. */
async function requireSource({ dataFolder, databaseUrl }: KeptConfig): Promise<void> {
  const folder = databaseUrl === null ? join(dataFolder, "database") : join(dataFolder, "objects");
  if (await isThere(folder)) return;
  throw new OperationError(
    "BACKUP_SOURCE_MISSING",
    `${dataFolder} holds nothing of a server (there is no ${folder}). Name the server's data folder with --data or its configuration with --config; where it uses PostgreSQL, set DATABASE_URL.`,
    { folder },
  );
}

/** An embedded database that was made beside a PostgreSQL server, by mistake, must not pass for what the server keeps. */
async function requireRows({ dataFolder }: KeptConfig, database: Database): Promise<void> {
  if (database.kind === "server" || !(await hasFiles(dataFolder))) return;
  const image = await database.queries.selectFrom("image").select("id").limit(1).executeTakeFirst();
  if (image !== undefined) return;
  throw new OperationError(
    "BACKUP_SOURCE_MISSING",
    `${dataFolder} has files of studies, but its embedded database knows of none. Where the server uses PostgreSQL, set DATABASE_URL, or databaseUrl in the configuration, as for the server; if it does not, start it once: it takes the files in again.`,
    { folder: dataFolder },
  );
}

/** Before the first byte goes out, so that the entry is in the backup too. */
async function logBackup({ actor, config }: BackupOptions, database: Database): Promise<void> {
  const audit = await openAuditLog(auditPlaceOf(config, database), () => {});
  await audit.append({ actor, action: "store.backup", subject: null });
  await audit.close();
}

async function writeParts(
  { config, version, incomplete = false }: BackupOptions,
  database: Database,
  writer: PartWriter,
): Promise<WrittenBackup> {
  const { keyFile, headFile } = auditPlaceOf(config, database);
  const parts: WrittenPart[] = [];
  const head: BackupHead = {
    format: FORMAT,
    thorascope: version,
    createdAt: new Date().toISOString(),
    database: database.kind,
    migrations: [...(await appliedMigrations(database))],
  };
  parts.push(await writer.add(HEAD_PART, `${JSON.stringify(head)}\n`));
  // The audit log's head before its entries: it must not know of one that is not among them.
  const auditHead = await readFile(headFile);
  const key = await readAuditKey(keyFile);
  const { tables, revision, names } = await writeRows(database, writer, parts);
  parts.push(await writer.add(KEY_PART, `${Buffer.from(key).toString("hex")}\n`));
  parts.push(await writer.add(HEAD_FILE_PART, auditHead));
  const folder = join(config.dataFolder, "objects");
  const objects = folderObjects(folder);
  const missing = incomplete ? await missingAmong(objects, names) : [];
  const whole = names.filter((name) => !missing.includes(name));
  const summary = await writeObjects(folder, objects, whole, writer);
  const manifest: Manifest = { tables, revision, parts, objects: summary, missing: [...missing] };
  const line = JSON.stringify(manifest);
  await writer.add(MANIFEST_PART, `${line}\n${createHash("sha256").update(line).digest("hex")}\n`);
  return {
    studies: tables.study?.rows ?? 0,
    images: tables.image?.rows ?? 0,
    objects: summary.count,
    bytes: summary.bytes,
    missing,
  };
}

/** All rows as they are at one moment, while others may go on writing. */
async function writeRows(
  { queries }: Database,
  writer: PartWriter,
  parts: WrittenPart[],
): Promise<Pick<Manifest, "tables" | "revision"> & { readonly names: readonly string[] }> {
  const transaction = queries.transaction().setIsolationLevel("repeatable read");
  return transaction.execute(async (snapshot) => {
    await fixTextForms(snapshot);
    const tables: Manifest["tables"] = {};
    for (const table of KEPT_TABLES) {
      const columns = await columnsOf(snapshot, table);
      let rows = 0;
      let number = 0;
      for await (const piece of rowPieces(snapshot, table, columns)) {
        rows += piece.rows;
        number++;
        parts.push(await writer.add(rowsPart(table, number), piece.text));
      }
      tables[table] = { columns: [...columns], rows };
    }
    return {
      tables,
      revision: await lastRevision(snapshot),
      names: await objectNames(snapshot),
    };
  });
}

/** How far the numbers of changes went: a browser that knows one of them must not see a smaller one. */
async function lastRevision(transaction: Transaction<Tables>): Promise<string | null> {
  const { rows } = await sql<{ last: string; called: boolean }>`
    select last_value::text as last, is_called as called from image_revision`.execute(transaction);
  const [row] = rows;
  return row?.called ? row.last : null;
}

/** SHA-256 of every object that rows name, in order. */
export async function objectNames(transaction: Transaction<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select id as name from image union select heatmaps from reading order by 1`.execute(
    transaction,
  );
  return rows.map(({ name }) => name);
}

async function missingAmong(
  objects: ObjectStore,
  names: readonly string[],
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const name of names) {
    const isWhole = await objects.read(name).then(
      () => true,
      () => false,
    );
    if (!isWhole) missing.push(name);
  }
  return missing;
}

/** @throws StoreError OBJECT_MISSING, OBJECT_DAMAGED. */
async function writeObjects(
  folder: string,
  objects: ObjectStore,
  names: readonly string[],
  writer: PartWriter,
): Promise<Manifest["objects"]> {
  const list = createHash("sha256");
  let bytes = 0;
  for (const name of names) {
    const source = await objects.open(name);
    const { size } = await stat(objectPath(folder, name));
    const part = await writer.addStream(objectPart(name), size, source);
    // It tells which object it is, and what to do.
    if (part.sha256 !== name) await objects.read(name);
    list.update(`${name} ${size}\n`);
    bytes += size;
  }
  return { count: names.length, bytes, sha256: list.digest("hex") };
}
