import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

const PARTIAL = ".partial";

/**
 * Writes a file, and its folder if need be, so that the path holds all of it or what was there before,
 * even if the machine stops in between: written under a temporary name, synced, renamed. Of several that write it at
 * once, the last one to be done wins.
 */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}${PARTIAL}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, content, { flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Removes what writings of a file left that were cut off by the machine. Nobody else may be writing it. */
export async function removeHalfWritten(path: string): Promise<void> {
  const names = await readdir(dirname(path));
  const ours = names.filter(
    (name) => name.startsWith(`${basename(path)}.`) && name.endsWith(PARTIAL),
  );
  await Promise.all(ours.map((name) => rm(join(dirname(path), name), { force: true })));
}
