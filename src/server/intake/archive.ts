import type { Readable } from "node:stream";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { isThorascopeError } from "../../errors.ts";
import type { ServerConfig } from "../config/server-config.ts";
import { checkEntry } from "./archive-content.ts";
import { entryName } from "./archive-entry.ts";
import { checkLayout } from "./archive-layout.ts";
import { UploadError } from "./errors.ts";

/** Folders and what comes along are not counted as files; so many entries are there at most for each. */
const ENTRIES_PER_FILE = 4;

/** A file of an archive that was looked through. */
export interface ArchiveFile {
  readonly name: string;
  open(): Promise<Readable>;
}

/** An archive that was looked through, and holds nothing that it should not. */
export interface Archive {
  readonly files: readonly ArchiveFile[];
  close(): void;
}

/**
 * Opens a ZIP archive and looks through all of it before any of its files is used: its layout, its names, and, by
 * unpacking them into nothing, its files.
 *
 * @throws UploadError if there is anything wrong with it: one of the codes that begin with ARCHIVE, or
 * FILE_AMBIGUOUS.
 */
export async function openArchive(path: string, limits: ServerConfig["uploads"]): Promise<Archive> {
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(path, { autoClose: false, decodeStrings: false });
    const named = await listFiles(zip, path, limits);
    let bytesLeft = limits.archiveBytes;
    for (const { entry, number } of named) {
      const content = await zip.openReadStreamPromise(entry);
      const { fileBytes } = limits;
      bytesLeft -= await checkEntry(content, number, entry.crc32, { fileBytes, bytesLeft });
    }
    const opened = zip;
    return {
      files: named.map(({ entry, name }) => ({
        name,
        open: () => opened.openReadStreamPromise(entry),
      })),
      close: () => opened.close(),
    };
  } catch (error) {
    zip?.close();
    throw isThorascopeError(error) ? error : invalid(error);
  }
}

interface NamedEntry {
  readonly entry: Entry;
  readonly name: string;
  /** Its place in the archive, from 1. */
  readonly number: number;
}

async function listFiles(
  zip: ZipFile,
  path: string,
  { archiveFiles }: ServerConfig["uploads"],
): Promise<NamedEntry[]> {
  const entries: Entry[] = [];
  const named: NamedEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    const number = entries.length;
    const name = entryName(entry, number);
    if (name !== null) named.push({ entry, name, number });
    if (named.length > archiveFiles || number > archiveFiles * ENTRIES_PER_FILE) {
      throw new UploadError(
        "ARCHIVE_TOO_MANY_FILES",
        `the archive has more than ${archiveFiles} files. Send fewer at a time, or raise uploads.archiveFiles.`,
        { archiveFiles },
      );
    }
  }
  if (named.length === 0) {
    throw new UploadError(
      "ARCHIVE_EMPTY",
      "there is no file in the archive. Pack the radiographs themselves.",
    );
  }
  await checkLayout(zip, entries, path);
  return named;
}

/** Errors of yauzl and zlib, which say nothing of names, but for one that is refused before. */
function invalid(cause: unknown): UploadError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/encryption/.test(reason)) {
    return new UploadError(
      "ARCHIVE_ENCRYPTED",
      "the archive is encrypted. Send the files without a password.",
      {},
      { cause },
    );
  }
  return new UploadError(
    "ARCHIVE_INVALID",
    `the archive can't be unpacked (${reason}). Copy or pack it again.`,
    { reason },
    { cause },
  );
}
