import { type Entry, getFileNameLowLevel, validateFileName } from "yauzl";
import { UploadError, type UploadErrorCode } from "./errors.ts";

/** What operating systems and media writers add, and what is no image. */
const COMPANIONS = new Set([".DS_Store", "Thumbs.db", "desktop.ini", "DICOMDIR"]);

/** Whoever wrote the entry has Unix's file modes (PKWARE APPNOTE 4.4.2). */
const UNIX = 3;
const FILE_TYPE = 0o170_000;
const REGULAR = 0o100_000;
const FOLDER = 0o040_000;

/**
 * The name of an entry of an archive that is a file like one sent alone; null for a folder and for what comes along
 * with files without being meant. Names are labels here, but one that leads out of its folder shows what the
 * archive is for.
 *
 * @param number of the entry: messages don't say names, which may be patients'.
 * @throws UploadError ARCHIVE_ENCRYPTED, ARCHIVE_UNSAFE_NAME, ARCHIVE_LINK, ARCHIVE_INVALID.
 */
export function entryName(entry: Entry, number: number): string | null {
  const { generalPurposeBitFlag, fileNameRaw, extraFields, versionMadeBy } = entry;
  if (entry.isEncrypted()) {
    throw refused("ARCHIVE_ENCRYPTED", number, "is encrypted. Send the files without a password.");
  }
  const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  if (name.includes("\0") || validateFileName(name) !== null || /^[A-Za-z]:/.test(name)) {
    throw refused(
      "ARCHIVE_UNSAFE_NAME",
      number,
      "has a name that leads out of its folder. Pack the files again, with names relative to one folder.",
    );
  }
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (versionMadeBy >>> 8 === UNIX && ![0, REGULAR, FOLDER].includes(type)) {
    throw refused("ARCHIVE_LINK", number, "is a link or a device. Pack the files themselves.");
  }
  const parts = name.split("/");
  const last = parts.at(-1) ?? "";
  const isCompanion = parts.includes("__MACOSX") || COMPANIONS.has(last) || last.startsWith("._");
  if (last === "" || isCompanion) return null;
  if (!entry.canDecodeFileData()) {
    throw refused(
      "ARCHIVE_INVALID",
      number,
      `is compressed by method ${entry.compressionMethod}, which is not read. Pack the files with deflate.`,
    );
  }
  return name;
}

function refused(code: UploadErrorCode, number: number, what: string): UploadError {
  return new UploadError(code, `the archive's entry ${number} ${what}`, { entry: number });
}
