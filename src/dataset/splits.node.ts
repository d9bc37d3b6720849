import { basename } from "node:path";
import { readPossiblyGzipped } from "./files.node.ts";
import { type FileList, parseFileList } from "./splits.ts";

/** Reads a list of file names from a file, gzipped or not. */
export async function loadFileList(path: string): Promise<FileList> {
  const bytes = await readPossiblyGzipped(path);
  return parseFileList(new TextDecoder().decode(bytes), basename(path));
}
