import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What a file, or all files below a folder, take, in bytes. */
export function bytesOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** Bytes in millions, as the pages state them. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
