import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { DatasetError } from "./errors.ts";

const unzip = promisify(gunzip);

/** Reads a file, uncompressed if it begins like a gzip stream (RFC 1952), whatever it is called. */
export async function readPossiblyGzipped(path: string): Promise<Uint8Array> {
  try {
    const bytes = await readFile(path);
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return isGzip ? await unzip(bytes) : bytes;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** An error about a path that the operating system, or zlib, would not give us. */
export function unreadable(path: string, cause: unknown): DatasetError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `${path}: cannot be read (${reason}). Check the path and its permissions.`;
  return new DatasetError("FILE_UNREADABLE", message, { path }, { cause });
}
