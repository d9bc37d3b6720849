import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename } from "node:path";

/** Counts up when greys come to be made differently, or records to be laid out differently. */
const VERSION = 1;

/** Files asked for at a time. */
const AT_ONCE = 256;

/**
 * SHA-256, in hexadecimal digits, of all that decides what a cache holds: its version, the size of its
 * radiographs, and each file's name, bytes and time of change, in order. A file that is not there counts as
 * such. Folders don't count: a data set may move.
 */
export async function fingerprintOf(paths: readonly string[], size: number): Promise<string> {
  const hash = createHash("sha256").update(`${VERSION} ${size}\n`);
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    const lines = await Promise.all(paths.slice(start, start + AT_ONCE).map(describe));
    hash.update(lines.join(""));
  }
  return hash.digest("hex");
}

async function describe(path: string): Promise<string> {
  const file = await stat(path).catch(() => null);
  return `${JSON.stringify([basename(path), file?.size, file?.mtimeMs])}\n`;
}
