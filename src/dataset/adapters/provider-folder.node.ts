import { open, readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { DatasetError } from "../errors.ts";
import { readPossiblyGzipped, unreadable } from "../files.node.ts";

/** Where a provider's tables lie. */
export interface ProviderFolder {
  readonly folder: string;
  /** The table that the user named, null if it was a folder. */
  readonly table: string | null;
  readonly names: ReadonlySet<string>;
}

/** A table's bytes, uncompressed, and what errors call it. */
export interface TableFile {
  readonly contents: Uint8Array;
  readonly name: string;
}

/** Looks at a folder of tables, or at a table and the folder around it. */
export async function openProviderFolder(labels: string): Promise<ProviderFolder> {
  try {
    const isFolder = (await stat(labels)).isDirectory();
    const folder = isFolder ? labels : dirname(labels);
    return { folder, table: isFolder ? null : labels, names: new Set(await readdir(folder)) };
  } catch (error) {
    throw unreadable(labels, error);
  }
}

/** The path of the first of these files that is there, gzipped or not. */
export function findTable(
  { folder, names }: ProviderFolder,
  ...candidates: readonly string[]
): string | null {
  const found = candidates.flatMap((name) => [name, `${name}.gz`]).find((name) => names.has(name));
  return found === undefined ? null : join(folder, found);
}

/** Paths of all files that match, in the order of their names. */
export function findTables({ folder, names }: ProviderFolder, pattern: RegExp): string[] {
  return [...names]
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** A folder below, empty if it is not there: providers keep tables in "annotations" and the like. */
export async function openBelow(around: ProviderFolder, name: string): Promise<ProviderFolder> {
  const folder = join(around.folder, name);
  if (!around.names.has(name)) return { folder, table: null, names: new Set() };
  return openProviderFolder(folder);
}

export async function readTableFile(path: string): Promise<TableFile> {
  return { contents: await readPossiblyGzipped(path), name: basename(path) };
}

/** The names of a table's columns, from its beginning; none if it can't be read: then it is not recognized. */
export async function sniffColumns(path: string): Promise<readonly string[]> {
  const beginning = Buffer.alloc(1 << 16);
  try {
    const file = await open(path);
    const { bytesRead } = await file.read(beginning).finally(() => file.close());
    const bytes = beginning.subarray(0, bytesRead);
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const text = isGzip ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes;
    const [header = ""] = text
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/, 1);
    return header.split(",").map((name) => name.trim().replace(/^"|"$/g, ""));
  } catch {
    return [];
  }
}

export function tableNotFound(labels: string, names: readonly string[]): DatasetError {
  return new DatasetError(
    "TABLE_NOT_FOUND",
    `${labels}: none of ${names.join(", ")} is there, gzipped or not. Say where the label table is.`,
    { labels, names },
  );
}
