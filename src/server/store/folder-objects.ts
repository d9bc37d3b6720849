import { link, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { StoreError } from "./errors.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";
import { type StagedFile, stageFile } from "./staged-file.ts";
import { syncFolder } from "./sync-folder.ts";

/** What a process left that died while it wrote is removed after so long; others may be at work meanwhile. */
const LEFTOVER_MILLISECONDS = 3_600_000;

const NAME = /^[0-9a-f]{64}$/;

/**
 * Opens an object store in a folder: `ab/cdef...` is the object of the hash abcdef..., `incoming` holds what is
 * being written.
 *
 * @param isAlone nobody else uses the folder: what others left unfinished is removed at once, not after an hour.
 */
export async function openFolderObjects(folder: string, isAlone: boolean): Promise<ObjectStore> {
  const incoming = join(folder, "incoming");
  await mkdir(incoming, { recursive: true });
  await sweep(incoming, isAlone ? Number.POSITIVE_INFINITY : Date.now() - LEFTOVER_MILLISECONDS);
  return folderObjects(folder);
}

/** The object store in a folder that is there, of which nothing is changed by opening it. */
export function folderObjects(folder: string): ObjectStore {
  const incoming = join(folder, "incoming");
  const stage = (source: AsyncIterable<Uint8Array>, limit: number) =>
    stageFile(incoming, source, limit);
  const adopt = (file: StagedFile) => moveIn(folder, file);
  return {
    stage,
    adopt,
    async put(source, limit) {
      const staged = await stage(source, limit);
      try {
        return await adopt(staged);
      } finally {
        await staged.discard();
      }
    },
    read: (sha256) => readChecked(folder, sha256),
    open: (sha256) => openStream(folder, sha256),
    has: async (sha256) => (await changedAt(objectPath(folder, sha256))) !== null,
    changedAt: (sha256) => changedAt(objectPath(folder, sha256)),
    list: () => list(folder),
    remove: (sha256) => rm(objectPath(folder, sha256), { force: true }),
    removeUnlessNewer: (sha256, since) => removeUnlessNewer(folder, incoming, sha256, since),
  };
}

/** Where an object lies in the folder of its store. @throws StoreError OBJECT_MISSING for what is no name of one. */
export function objectPath(folder: string, sha256: string): string {
  if (!NAME.test(sha256)) throw missing(sha256);
  return join(folder, sha256.slice(0, 2), sha256.slice(2));
}

/** The bytes are on the disk before they get their name, and the name is before anybody hears of it. */
async function moveIn(folder: string, { path, sha256, bytes }: StagedFile): Promise<StoredObject> {
  const target = objectPath(folder, sha256);
  await sync(path);
  const isNewFolder = (await mkdir(dirname(target), { recursive: true })) !== undefined;
  await rename(path, target);
  await syncFolder(dirname(target));
  if (isNewFolder) await syncFolder(folder);
  return { sha256, bytes };
}

async function sync(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readChecked(folder: string, sha256: string): Promise<Uint8Array> {
  const path = objectPath(folder, sha256);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw isAbsent(error) ? missing(sha256) : error;
  });
  // Not createHash: this one computes in another thread.
  const digest = await globalThis.crypto.subtle.digest("SHA-256", bytes);
  if (Buffer.from(digest).toString("hex") === sha256) return bytes;
  throw new StoreError(
    "OBJECT_DAMAGED",
    `the object ${sha256} holds other bytes than it was given. Check the disk; restore it from a backup, or send the file again.`,
    { sha256 },
  );
}

async function openStream(folder: string, sha256: string): Promise<Readable> {
  const file = await open(objectPath(folder, sha256), "r").catch((error: unknown) => {
    throw isAbsent(error) ? missing(sha256) : error;
  });
  return file.createReadStream();
}

async function changedAt(path: string): Promise<Date | null> {
  try {
    return (await stat(path)).mtime;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

async function* list(folder: string): AsyncGenerator<string> {
  for (const first of await readdir(folder)) {
    if (!/^[0-9a-f]{2}$/.test(first)) continue;
    for (const rest of await readdir(join(folder, first))) {
      if (NAME.test(first + rest)) yield first + rest;
    }
  }
}

/**
 * Takes the object out of its place before looking at its age, so that one that is put away at the same moment is
 * either seen as new, and put back, or not touched.
 */
async function removeUnlessNewer(
  folder: string,
  incoming: string,
  sha256: string,
  since: Date,
): Promise<boolean> {
  const path = objectPath(folder, sha256);
  const aside = join(incoming, `${sha256}.aside`);
  try {
    if ((await stat(path)).mtime > since) return false;
    await rename(path, aside);
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
  const isNewer = (await stat(aside)).mtime > since;
  if (isNewer) {
    await link(aside, path).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    });
  }
  await rm(aside, { force: true });
  return !isNewer;
}

async function sweep(incoming: string, before: number): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < before) await rm(path, { force: true });
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function missing(sha256: string): StoreError {
  return new StoreError(
    "OBJECT_MISSING",
    `there is no object ${sha256.slice(0, 64)}. Restore it from a backup, or send the file again.`,
    { sha256: sha256.slice(0, 64) },
  );
}
