import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * The files behind paths from the command line, in the order given; a folder stands for every file in it
 * and below it, by name. Hidden files (.DS_Store) and links to folders are passed over.
 *
 * A path that does not exist is passed on, so that it becomes a refused file among the others.
 */
export async function* radiographFiles(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isFolder) yield* filesIn(path);
    else yield path;
  }
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile() || entry.isSymbolicLink()) yield path;
  }
}

/** How many files there are, for a progress bar. */
export async function countFiles(paths: readonly string[]): Promise<number> {
  let count = 0;
  for await (const _ of radiographFiles(paths)) count++;
  return count;
}
