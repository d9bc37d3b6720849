import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sql, type Transaction } from "kysely";
import type { Actor } from "../../actor.ts";
import {
  type AuditReport,
  auditFilesOf,
  auditPlaceOf,
  openAuditLog,
  verifyAudit,
} from "../../audit/index.ts";
import { openReadingQueue, type ReadingQueue } from "../../queue/reading-queue.ts";
import { appliedMigrations } from "../../store/applied-migrations.ts";
import { connectDatabase, type Database, migrate } from "../../store/database.ts";
import { type FolderLock, lockFolder } from "../../store/folder-lock.ts";
import { openFolderObjects } from "../../store/folder-objects.ts";
import { isThere } from "../../store/is-there.ts";
import { MIGRATIONS } from "../../store/migrations/index.ts";
import type { ObjectStore } from "../../store/object-store.ts";
import { clearRestoreMark, RESTORE_MARK, setRestoreMark } from "../../store/restore-mark.ts";
import type { Tables } from "../../store/tables.ts";
import { OperationError } from "../errors.ts";
import { KEPT_TABLES } from "./kept-tables.ts";
import { damaged, readParts } from "./part-reader.ts";
import { insertRows } from "./table-rows.ts";
import { readRows, type VerifiedBackup, verifyBackup } from "./verify-backup.ts";
import { type KeptConfig, objectNames } from "./write-backup.ts";

/** What a restored folder may hold from the start: what file systems put in their root. */
const NOTHING = ["lost+found"];

/** What to restore, and where to. */
export interface RestoreOptions {
  readonly file: string;
  readonly config: KeptConfig & { readonly reading: { readonly retries: number } };
  /** Who does it, for the audit log. */
  readonly actor: Actor;
}

/** What was restored. */
export interface RestoredBackup {
  readonly createdAt: string;
  /** Version of Thorascope that made the backup. */
  readonly thorascope: string;
  readonly studies: number;
  readonly images: number;
  /** Images that wait to be read, as they did when the backup was made. */
  readonly waiting: number;
  /** SHA-256 of objects that the backup could not hold. */
  readonly missing: readonly string[];
  /** Whether the audit log is whole. */
  readonly audit: AuditReport;
}

/**
 * Restores a backup of either kind of database into an empty data folder and an empty database of either kind.
 * Every byte of the backup is checked before the first is put in its place. If anything fails, all is taken away
 * again; if the process is killed, the folder stays marked and no server starts in it.
 *
 * @throws OperationError BACKUP_UNREADABLE, BACKUP_DAMAGED, BACKUP_FOREIGN, BACKUP_NEWER, RESTORE_NOT_EMPTY.
 * @throws StoreError STORE_UNUSABLE, STORE_HALF_RESTORED.
 */
export async function restoreBackup({
  file,
  config,
  actor,
}: RestoreOptions): Promise<RestoredBackup> {
  const isNew = await requireEmptyPlaces(config);
  const backup = await verifyBackup(file);
  const { dataFolder } = config;
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await setRestoreMark(dataFolder);
  const progress = { isCommitted: false };
  try {
    const restored = await restoreInto(backup, config, actor, progress);
    await clearRestoreMark(dataFolder);
    return restored;
  } catch (error) {
    // Rows on a server that are there already stay, and with them the mark. So does what cannot be removed.
    if (!progress.isCommitted || config.databaseUrl === null) {
      await takeAway(config, isNew).catch(() => {});
    }
    throw error;
  }
}

/** @returns whether the data folder is not there yet. */
async function requireEmptyPlaces(config: KeptConfig): Promise<boolean> {
  const { dataFolder } = config;
  const names = await readdir(dataFolder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  const found = names?.filter((name) => !NOTHING.includes(name)) ?? [];
  if (found.includes(RESTORE_MARK)) {
    throw notEmpty(`${dataFolder} holds what a restore left that was cut off`);
  }
  if (found.length > 0) throw notEmpty(`${dataFolder} holds something (${found[0]})`);
  const { keyFile, headFile } = auditFilesOf(config);
  for (const path of [keyFile, headFile]) {
    if (await isThere(path)) throw notEmpty(`${path} is there already`);
  }
  return names === null;
}

async function restoreInto(
  backup: VerifiedBackup,
  config: RestoreOptions["config"],
  actor: Actor,
  progress: { isCommitted: boolean },
): Promise<RestoredBackup> {
  const { dataFolder, databaseUrl, reading } = config;
  const { head, manifest } = backup;
  const undo: (() => Promise<void>)[] = [];
  try {
    if (databaseUrl === null) {
      const lock: FolderLock = await lockFolder(dataFolder);
      undo.push(() => lock.release());
    }
    const database = await connectDatabase(
      databaseUrl === null ? { folder: join(dataFolder, "database") } : { url: databaseUrl },
    );
    undo.push(() => database.close());
    const isOlder = await prepareTables(database, backup);
    const objects = await openFolderObjects(join(dataFolder, "objects"), true);
    await restoreFiles(backup, objects, config);
    const queue = await openReadingQueue(database, reading.retries);
    undo.push(() => queue.close());
    const place = auditPlaceOf(config, database);
    // Its head speaks of entries that are about to come.
    const log = await openAuditLog(place, () => {});
    undo.push(() => log.close());
    const { createdAt, thorascope } = head;
    const complete = async (transaction: Transaction<Tables>) => {
      const count = await queueAgain(transaction, queue);
      const detail = { createdAt, thorascope };
      await log.append({ actor, action: "store.restore", subject: null, detail }, transaction);
      return count;
    };
    const { queries } = database;
    let waiting = await queries.transaction().execute(async (transaction) => {
      await restoreRows(transaction, backup);
      await requireObjects(transaction, backup, objects);
      return isOlder ? 0 : await complete(transaction);
    });
    progress.isCommitted = true;
    if (isOlder) {
      await migrate(database);
      waiting = await queries.transaction().execute(complete);
    }
    await log.close();
    return {
      createdAt,
      thorascope,
      studies: manifest.tables.study?.rows ?? 0,
      images: manifest.tables.image?.rows ?? 0,
      waiting,
      missing: manifest.missing,
      audit: await verifyAudit(place),
    };
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/**
 * Makes the tables as the backup's version had them.
 *
 * @returns whether that is an earlier version than this one.
 * @throws OperationError RESTORE_NOT_EMPTY.
 */
async function prepareTables(database: Database, { head }: VerifiedBackup): Promise<boolean> {
  const applied = await appliedMigrations(database);
  const isOlder = head.migrations.length < Object.keys(MIGRATIONS).length;
  if (applied.length > head.migrations.length && isOlder) {
    throw notEmpty("the database has later tables than the backup");
  }
  await migrate(database, head.migrations.at(-1) ?? null);
  for (const table of KEPT_TABLES) {
    const { rows: found } = await sql<{ there: boolean }>`
      select to_regclass(${table}) is not null as there`.execute(database.queries);
    // An earlier version may not have it.
    if (found[0]?.there !== true) continue;
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(database.queries);
    if (rows.length > 0) throw notEmpty(`the database holds rows already (${table})`);
  }
  return isOlder;
}

/** Objects, and the audit log's key and head. */
async function restoreFiles(
  { file }: VerifiedBackup,
  objects: ObjectStore,
  config: KeptConfig,
): Promise<void> {
  const { keyFile, headFile } = auditFilesOf(config);
  for await (const part of readParts(file)) {
    const { kind } = part;
    if (kind.kind === "object") {
      const { sha256 } = await objects.put(part.content(), part.bytes);
      if (sha256 !== kind.sha256) throw damaged(`holds other bytes as ${part.path}`);
    }
    if (kind.kind === "key") await writeNew(keyFile, await part.read());
    if (kind.kind === "head-file") await writeNew(headFile, await part.read());
  }
}

async function writeNew(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes, { flag: "wx", mode: 0o600, flush: true });
}

async function restoreRows(
  transaction: Transaction<Tables>,
  backup: VerifiedBackup,
): Promise<void> {
  for await (const { table, columns, rows } of readRows(backup)) {
    await insertRows(transaction, table, columns, rows).catch((error: unknown) => {
      throw isRefusal(error) ? damaged(`holds rows that ${table} does not take`) : error;
    });
  }
  const { revision } = backup.manifest;
  if (revision !== null) {
    await sql`select setval('image_revision', ${revision}::bigint)`.execute(transaction);
  }
}

/** Whether PostgreSQL refuses a value, a column or a row (classes 22, 23 and 42); it quotes it, we do not. */
function isRefusal(error: unknown): boolean {
  const code: unknown = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" && /^(22|23|42)[0-9A-Z]{3}$/.test(code);
}

/** @throws OperationError BACKUP_DAMAGED if a row names an object that is not there. */
async function requireObjects(
  transaction: Transaction<Tables>,
  { manifest }: VerifiedBackup,
  objects: ObjectStore,
): Promise<void> {
  const missing = new Set(manifest.missing);
  for (const name of await objectNames(transaction)) {
    if (missing.has(name) || (await objects.has(name))) continue;
    throw damaged(`lacks the object ${name}, which a row names`);
  }
}

/** Images that waited or were being read get a job anew: jobs are no part of a backup. */
async function queueAgain(transaction: Transaction<Tables>, queue: ReadingQueue): Promise<number> {
  const images = await transaction
    .selectFrom("image")
    .select("id")
    .where("status", "in", ["queued", "reading"])
    .orderBy("created_at")
    .execute();
  for (const { id } of images) await queue.send(transaction, id);
  return images.length;
}

/** What a restore that failed has put anywhere. The places were empty before. */
async function takeAway(config: KeptConfig, isNew: boolean): Promise<void> {
  const { dataFolder } = config;
  const { keyFile, headFile } = auditFilesOf(config);
  for (const path of [keyFile, headFile]) await rm(path, { force: true });
  const names = (await readdir(dataFolder)).filter((name) => !NOTHING.includes(name));
  // The mark last: what is cut off here stays marked.
  const ordered = [...names.filter((name) => name !== RESTORE_MARK), RESTORE_MARK];
  for (const name of ordered) await rm(join(dataFolder, name), { recursive: true, force: true });
  if (isNew) await rm(dataFolder, { recursive: true, force: true });
}

function notEmpty(what: string): OperationError {
  return new OperationError(
    "RESTORE_NOT_EMPTY",
    `${what}. A backup is restored into an empty folder and an empty database only: name another folder with --data or another database, or move away what is there.`,
    { what },
  );
}
