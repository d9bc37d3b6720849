import { constants } from "node:fs";
import { cp, readdir, stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { ServerConfig } from "../../config/index.ts";
import { hasFilesOnly } from "../../store/beside-database.ts";
import { connectDatabase, type Database } from "../../store/database.ts";
import { ownerOfFolder } from "../../store/folder-lock.ts";
import { isThere } from "../../store/is-there.ts";
import { type Finding, reasonOf, skipped, wrong } from "./finding.ts";
import { makeTemporaryFolder } from "./temporary-copy.ts";

/** Seconds in which a database must answer. */
const SECONDS = 10;

/** A database to look at, or why there is none. */
export type LookedAt = { readonly database: Database } | { readonly finding: Finding };

/**
 * Opens the database without changing it. An embedded one would be written to by being opened: a copy in the
 * temporary folder is opened instead, and removed when it is closed.
 */
export async function lookAtDatabase({
  dataFolder,
  databaseUrl,
}: Pick<ServerConfig, "dataFolder" | "databaseUrl">): Promise<LookedAt> {
  if (databaseUrl !== null) return lookAtServer(databaseUrl);
  const folder = join(dataFolder, "database");
  const owner = await ownerOfFolder(dataFolder);
  if (owner !== null) return { finding: isInUse(owner) };
  if (!(await isThere(folder))) return { finding: await isMissing(dataFolder) };
  const bytes = await sizeOf(folder);
  const { bavail, bsize } = await statfs(tmpdir());
  if (bytes * 2 > bavail * bsize) {
    return {
      finding: skipped(
        "database",
        `the embedded database is looked at in a copy, for which ${tmpdir()} has too little space.`,
        "Set TMPDIR to a folder with more space.",
      ),
    };
  }
  return lookAtCopy(dataFolder, folder);
}

async function lookAtServer(url: string): Promise<LookedAt> {
  const database = await connectDatabase({ url });
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no answer in ${SECONDS} seconds`)),
        SECONDS * 1000,
      );
    });
    await Promise.race([sql`select 1`.execute(database.queries), late]);
    return { database };
  } catch (error) {
    void database.close().catch(() => {});
    return {
      finding: wrong(
        "database",
        `the PostgreSQL server cannot be used: ${reasonOf(error)}.`,
        "Look whether it runs and lets Thorascope in, and whether DATABASE_URL is right.",
      ),
    };
  } finally {
    clearTimeout(timer);
  }
}

async function lookAtCopy(dataFolder: string, folder: string): Promise<LookedAt> {
  const { path: place, remove } = await makeTemporaryFolder();
  try {
    const copy = join(place, "database");
    await cp(folder, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
    // A server that has started meanwhile has written while it was copied.
    const owner = await ownerOfFolder(dataFolder);
    if (owner !== null) {
      await remove();
      return { finding: isInUse(owner) };
    }
    const database = await connectDatabase({ folder: copy });
    await sql`select 1`.execute(database.queries);
    const close = async () => {
      await database.close();
      await remove();
    };
    return { database: { ...database, close } };
  } catch (error) {
    await remove();
    return {
      finding: wrong(
        "database",
        `the embedded database in ${folder} cannot be opened: ${reasonOf(error).replaceAll(place, dataFolder)}`,
        "Restore the last backup into another folder (`thorascope restore`).",
      ),
    };
  }
}

async function isMissing(dataFolder: string): Promise<Finding> {
  const cure = "Where the server uses PostgreSQL, give this command its DATABASE_URL too.";
  return (await hasFilesOnly(dataFolder))
    ? wrong("database", `${dataFolder} has files of studies, but no embedded database.`, cure)
    : skipped("database", "there is none yet: no server has worked here.", cure);
}

function isInUse(owner: number): Finding {
  return skipped(
    "database",
    `process ${owner} has it: rows, files, queue and audit log can be looked at only while the server is stopped.`,
    "Stop the server and ask again to have all of it checked.",
  );
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    bytes += (await stat(join(folder, name)).catch(() => ({ size: 0 }))).size;
  }
  return bytes;
}
