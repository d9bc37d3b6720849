/** A ZIP archive's end is followed by a comment of at most so many bytes (PKWARE APPNOTE 4.3.16). */
const LONGEST_COMMENT = 0xffff;
const END_SIZE = 22;

/** So much of a file's end tells whether an archive ends there. */
export const ARCHIVE_TAIL = END_SIZE + LONGEST_COMMENT;

const END = Buffer.from("PK\x05\x06", "latin1");
const DIRECTORY_ENTRY = Buffer.from("PK\x01\x02", "latin1");

const ZIP64_LOCATOR = Buffer.from("PK\x06\x07", "latin1");
const ZIP64_LOCATOR_SIZE = 20;

/** Where an archive's directory is, as its end says. */
export interface ArchiveEnd {
  /** Offset of the directory's first byte in the file; null for ZIP64, where another record says it. */
  readonly directory: number | null;
  readonly comment: Uint8Array;
  /** Bytes of the file after the comment. */
  readonly bytesAfter: number;
}

/**
 * Finds the last end of a ZIP archive in a file that has a directory before it: what programs take for an archive
 * that look at a file's end, whatever it begins with, and whatever follows.
 *
 * @param tail the file's last `ARCHIVE_TAIL` bytes, or all it has.
 * @param start offset of the tail in the file.
 */
export function findArchiveEnd(tail: Uint8Array, start: number): ArchiveEnd | null {
  const bytes = Buffer.from(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = bytes.length - END_SIZE; at >= 0; at--) {
    at = bytes.lastIndexOf(END, at);
    if (at < 0) return null;
    const directory = directoryBefore(bytes, at, start);
    if (directory === undefined) continue;
    const comment = bytes.subarray(at + END_SIZE, at + END_SIZE + bytes.readUInt16LE(at + 20));
    return { directory, comment, bytesAfter: bytes.length - at - END_SIZE - comment.length };
  }
  return null;
}

/** Undefined where there is none: those four bytes may stand anywhere by chance. */
function directoryBefore(bytes: Buffer, end: number, start: number): number | null | undefined {
  const locator = end - ZIP64_LOCATOR_SIZE;
  if (locator >= 0 && bytes.subarray(locator, locator + 4).equals(ZIP64_LOCATOR)) return null;
  const isOneDisk = bytes.readUInt32LE(end + 4) === 0;
  const length = bytes.readUInt32LE(end + 12);
  const at = end - length;
  if (!isOneDisk || length === 0 || start + at < 0) return undefined;
  // One that begins before the tail can't be looked at here.
  if (at < 0) return start + at;
  return bytes.subarray(at, at + 4).equals(DIRECTORY_ENTRY) ? start + at : undefined;
}
