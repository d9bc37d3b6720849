import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "./errors.ts";
import { isThere } from "./is-there.ts";
import { syncFolder } from "./sync-folder.ts";

/** A file that lies in a data folder for as long as a restore into it goes on. */
export const RESTORE_MARK = "restoring";

/**
 * Marks a folder as being restored: until the mark is taken away no server starts in it, whatever ended the
 * restore.
 *
 * @throws StoreError STORE_HALF_RESTORED if it is marked.
 */
export async function setRestoreMark(folder: string): Promise<void> {
  try {
    const file = await open(join(folder, RESTORE_MARK), "wx");
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw halfRestored(folder);
    throw error;
  }
  await syncFolder(folder);
}

/** Takes the mark away: all is in its place. */
export async function clearRestoreMark(folder: string): Promise<void> {
  await rm(join(folder, RESTORE_MARK));
  await syncFolder(folder);
}

/** @throws StoreError STORE_HALF_RESTORED if a restore into the folder goes on, or was cut off. */
export async function requireRestored(folder: string): Promise<void> {
  if (await isThere(join(folder, RESTORE_MARK))) throw halfRestored(folder);
}

function halfRestored(folder: string): StoreError {
  return new StoreError(
    "STORE_HALF_RESTORED",
    `a restore into ${folder} goes on, or was cut off and left a part. Wait for it; or empty the folder (and, of a PostgreSQL server, the database), and restore again.`,
    { folder },
  );
}
