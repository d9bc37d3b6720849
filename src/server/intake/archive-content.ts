import type { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { UploadError } from "./errors.ts";
import { ARCHIVE_TAIL, findArchiveEnd } from "./hidden-archive.ts";

/** First bytes of archives and of compressed files, which may be any. */
const ARCHIVES: readonly string[] = [
  "PK\x03\x04",
  "PK\x05\x06",
  "\x1f\x8b",
  "7z\xbc\xaf\x27\x1c",
  "Rar!\x1a\x07",
  "\xfd7zXZ\0",
  "BZh",
];

/** How much may come out of an entry. */
export interface EntryLimits {
  /** Of this one. */
  readonly fileBytes: number;
  /** That are left for all together. */
  readonly bytesLeft: number;
}

/**
 * Unpacks an entry into nothing: what an archive says of sizes is not believed.
 *
 * @returns how many bytes it has.
 * @throws UploadError ARCHIVE_TOO_LARGE, ARCHIVE_NESTED, FILE_AMBIGUOUS, ARCHIVE_INVALID where its CRC-32 is
 * another than the archive says.
 */
export async function checkEntry(
  content: Readable,
  number: number,
  crc: number,
  { fileBytes, bytesLeft }: EntryLimits,
): Promise<number> {
  let bytes = 0;
  let sum = 0;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  for await (const chunk of content as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > fileBytes || bytes > bytesLeft)
      throw tooLarge(number, bytes > fileBytes, fileBytes);
    sum = crc32(chunk, sum);
    if (head.length < 8) head = Buffer.concat([head, chunk.subarray(0, 8)]);
    tail = Buffer.concat([tail, chunk]).subarray(-ARCHIVE_TAIL);
  }
  if (sum !== crc) {
    throw new UploadError(
      "ARCHIVE_INVALID",
      `the archive's entry ${number} is damaged: its CRC-32 is another. Copy or pack it again.`,
      { entry: number },
    );
  }
  if (beginsLikeArchive(head)) {
    throw new UploadError(
      "ARCHIVE_NESTED",
      `the archive's entry ${number} is an archive itself. Send the files in one archive, or by themselves.`,
      { entry: number },
    );
  }
  if (findArchiveEnd(tail, bytes - tail.length) !== null) {
    throw new UploadError(
      "FILE_AMBIGUOUS",
      `the archive's entry ${number} has an archive at its end. Export the image again.`,
      { entry: number },
    );
  }
  return bytes;
}

function beginsLikeArchive(head: Buffer): boolean {
  const text = head.toString("latin1");
  return ARCHIVES.some((signature) => text.startsWith(signature));
}

function tooLarge(number: number, isAlone: boolean, fileBytes: number): UploadError {
  const what = isAlone
    ? `the archive's entry ${number} has more than ${fileBytes} bytes. Leave it out, or raise uploads.fileBytes`
    : `up to its entry ${number}, the archive's files have more bytes than they may have together. Send fewer at a time, or raise uploads.archiveBytes`;
  return new UploadError("ARCHIVE_TOO_LARGE", `${what}.`, { entry: number });
}
