import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ServerConfig } from "../config/server-config.ts";
import { openReadingQueue, type ReadingQueue } from "../queue/reading-queue.ts";
import { type Database, openDatabase } from "./database.ts";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { openFolderObjects } from "./folder-objects.ts";
import type { ObjectStore } from "./object-store.ts";
import { requireRestored } from "./restore-mark.ts";

/** Everything that is kept: rows, files, and work to do. */
export interface Store {
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly queue: ReadingQueue;
  close(): Promise<void>;
}

/** What of a configuration says where things are kept. */
export type StoreConfig = Pick<ServerConfig, "dataFolder" | "databaseUrl"> & {
  readonly reading: Pick<ServerConfig["reading"], "retries">;
};

/**
 * Opens the store in the data folder. With the embedded database this process has the folder to itself; with a
 * PostgreSQL server several processes share it.
 *
 * What a process left that died is put in order: leftovers of writing go, and with the embedded database the
 * readings it had in hand wait again.
 *
 * @throws StoreError STORE_IN_USE, STORE_UNUSABLE, STORE_NEWER, STORE_HALF_RESTORED.
 */
export async function openStore({ dataFolder, databaseUrl, reading }: StoreConfig): Promise<Store> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await requireRestored(dataFolder);
  const isAlone = databaseUrl === null;
  const undo: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    if (isAlone) {
      const lock: FolderLock = await lockFolder(dataFolder);
      undo.push(() => lock.release());
    }
    const database = await openDatabase(
      isAlone ? { folder: join(dataFolder, "database") } : { url: databaseUrl },
    );
    undo.push(() => database.close());
    const objects = await openFolderObjects(join(dataFolder, "objects"), isAlone);
    const queue = await openReadingQueue(database, reading.retries);
    undo.push(() => queue.close());
    if (isAlone) await queue.recoverAll();
    return { database, objects, queue, close };
  } catch (error) {
    await close();
    throw error;
  }
}
