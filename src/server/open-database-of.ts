import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ServerConfig } from "./config/server-config.ts";
import { refuseToForget } from "./store/beside-database.ts";
import { type Database, openDatabase } from "./store/database.ts";
import { lockFolder } from "./store/folder-lock.ts";
import { requireRestored } from "./store/restore-mark.ts";

/**
 * Opens the database of a server alone, for commands beside it. The embedded one has one owner: while the
 * server runs, it is the server.
 *
 * @throws StoreError STORE_IN_USE, STORE_UNUSABLE, STORE_NEWER, STORE_HALF_RESTORED.
 */
export async function openDatabaseOf({
  dataFolder,
  databaseUrl,
}: Pick<ServerConfig, "dataFolder" | "databaseUrl">): Promise<Database> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await requireRestored(dataFolder);
  await refuseToForget({ dataFolder, databaseUrl });
  if (databaseUrl !== null) return openDatabase({ url: databaseUrl });
  const lock = await lockFolder(dataFolder);
  try {
    const database = await openDatabase({ folder: join(dataFolder, "database") });
    const close = async () => {
      await database.close();
      await lock.release();
    };
    return { ...database, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
