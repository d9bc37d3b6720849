import { open } from "node:fs/promises";
import type { Entry, ZipFile } from "yauzl";
import { UploadError } from "./errors.ts";
import { ARCHIVE_TAIL, type ArchiveEnd, findArchiveEnd } from "./hidden-archive.ts";

/** A data descriptor after an entry: its signature, CRC-32, and two sizes of up to 8 bytes (APPNOTE 4.3.9). */
const LARGEST_DESCRIPTOR = 24;

/** Reads where a file's archive ends; null where none does. */
export async function readArchiveEnd(path: string): Promise<ArchiveEnd | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - ARCHIVE_TAIL);
    const tail = Buffer.alloc(size - start);
    await file.read(tail, 0, tail.length, start);
    return findArchiveEnd(tail, start);
  } finally {
    await file.close();
  }
}

/**
 * Refuses an archive whose entries overlap, as zip bombs' do, and one with bytes before, between or after its
 * parts, where something else could be hidden.
 *
 * @throws UploadError ARCHIVE_INVALID, FILE_AMBIGUOUS.
 */
export async function checkLayout(
  zip: ZipFile,
  entries: readonly Entry[],
  path: string,
): Promise<void> {
  const end = await readArchiveEnd(path);
  if (end === null || end.directory === null) {
    throw new UploadError(
      "ARCHIVE_INVALID",
      "the archive is one of ZIP64, for more files or bytes than are taken at a time. Send its files in smaller archives.",
    );
  }
  if (end.comment.length > 0 || end.bytesAfter > 0) throw hidden("after its end");
  const inOrder = entries.toSorted(
    (one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader,
  );
  let reached = 0;
  let isFirst = true;
  for (const entry of inOrder) {
    const { relativeOffsetOfLocalHeader: start, compressedSize } = entry;
    if (start < reached) throw overlapping();
    if (start - reached > (isFirst ? 0 : LARGEST_DESCRIPTOR)) throw hidden("between its entries");
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    reached = fileDataStart + compressedSize;
    isFirst = false;
  }
  if (reached > end.directory) throw overlapping();
  if (end.directory - reached > LARGEST_DESCRIPTOR) throw hidden("before its directory");
}

function overlapping(): UploadError {
  return new UploadError(
    "ARCHIVE_INVALID",
    "entries of the archive lie over each other, as in archives that are made to fill disks. Pack the files again.",
  );
}

function hidden(where: string): UploadError {
  return new UploadError(
    "FILE_AMBIGUOUS",
    `the archive has bytes ${where} that belong to none of its files. Pack the files again.`,
  );
}
