import type { ChosenFile } from "./upload.ts";

/** Files that systems put into folders, which nobody means to send; compared in lower case. */
const NOT_MEANT: readonly string[] = ["thumbs.db", "desktop.ini", "dicomdir", "__macosx"];

/** Takes what was found, in parts, as it is found. */
export type TakeFiles = (files: readonly ChosenFile[], skipped: number) => void;

/** Files taken over at a time while a large folder is gone through. */
const PART = 200;

/** Tells whether a file or folder within a folder is one that nobody means to send: hidden, or an index. */
export function isNotMeant(name: string): boolean {
  return name.startsWith(".") || NOT_MEANT.includes(name.toLowerCase());
}

/** Files of a file dialog; of a folder's, those that are meant, and how many are not. */
export function chosenFiles(list: Iterable<File>): { files: ChosenFile[]; skipped: number } {
  const files: ChosenFile[] = [];
  let skipped = 0;
  for (const file of list) {
    const path = file.webkitRelativePath;
    if (path.split("/").slice(1).some(isNotMeant)) skipped++;
    else files.push({ file, path: path || file.name });
  }
  return { files, skipped };
}

/**
 * Hands over what was dropped: files as they are, and the files of folders and the folders in them. To be called
 * while the event is handled: browsers forget what was dropped afterwards.
 */
export async function takeDropped(dropped: DataTransfer, take: TakeFiles): Promise<void> {
  const entries = Array.from(dropped.items, (item) => item.webkitGetAsEntry()).filter(
    (entry) => entry !== null,
  );
  if (entries.length === 0) {
    take(chosenFiles(dropped.files).files, 0);
    return;
  }
  const found: ChosenFile[] = [];
  let skipped = 0;
  const handOver = (atLeast: number) => {
    if (found.length + skipped < atLeast) return;
    take(found.splice(0), skipped);
    skipped = 0;
  };
  const visit = async (entry: FileSystemEntry, isInFolder: boolean) => {
    if (isInFolder && isNotMeant(entry.name)) {
      skipped++;
    } else if (isFile(entry)) {
      const file = await fileOf(entry);
      if (file === null) skipped++;
      else found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    } else if (isFolder(entry)) {
      for await (const child of childrenOf(entry)) await visit(child, true);
    }
    handOver(PART);
  };
  for (const entry of entries) await visit(entry, false);
  handOver(1);
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** Null where it can't be read any more. */
function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((done) => entry.file(done, () => done(null)));
}

/** Browsers tell a folder's entries a hundred at a time, and nothing when all are told. */
async function* childrenOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done) =>
      reader.readEntries(done, () => done([])),
    );
    if (some.length === 0) return;
    yield* some;
  }
}
