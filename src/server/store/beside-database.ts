import { join } from "node:path";
import type { ServerConfig } from "../config/server-config.ts";
import { StoreError } from "./errors.ts";
import { folderObjects } from "./folder-objects.ts";
import { isThere } from "./is-there.ts";

/** What of a configuration says where things are kept. */
type Place = Pick<ServerConfig, "dataFolder" | "databaseUrl">;

/**
 * An embedded database that lies in the data folder of a server that uses PostgreSQL: something was done without
 * `DATABASE_URL` and went there, or it is left over from before.
 *
 * @returns its folder; null where there is none.
 */
export async function unusedEmbedded({ dataFolder, databaseUrl }: Place): Promise<string | null> {
  if (databaseUrl === null) return null;
  const folder = join(dataFolder, "database");
  return (await isThere(folder)) ? folder : null;
}

/**
 * Whether there are files of studies in a data folder, but no embedded database: their rows are in a PostgreSQL
 * server, most likely.
 */
export async function hasFilesOnly(dataFolder: string): Promise<boolean> {
  return !(await isThere(join(dataFolder, "database"))) && (await hasFiles(dataFolder));
}

/** Whether there is any file of a study in a data folder. */
export async function hasFiles(dataFolder: string): Promise<boolean> {
  const folder = join(dataFolder, "objects");
  if (!(await isThere(folder))) return false;
  const { done } = await folderObjects(folder).list()[Symbol.asyncIterator]().next();
  return done !== true;
}

/**
 * Refuses to make an embedded database beside files that it would know nothing of. A server may, to take the files
 * in again; a command beside it would go on with nothing and say that all is well.
 *
 * @throws StoreError STORE_UNUSABLE.
 */
export async function refuseToForget({ dataFolder, databaseUrl }: Place): Promise<void> {
  if (databaseUrl !== null || !(await hasFilesOnly(dataFolder))) return;
  throw new StoreError(
    "STORE_UNUSABLE",
    `${dataFolder} has files of studies, but no embedded database. Set DATABASE_URL, or databaseUrl in the configuration, as for the server; if it uses no PostgreSQL server, start it: it takes the files in again.`,
    { folder: dataFolder },
  );
}
