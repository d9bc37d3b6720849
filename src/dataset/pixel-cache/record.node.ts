import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";
import { DatasetError } from "../errors.ts";
import { unreadable } from "../files.node.ts";

/** How records lie in the file, and which list of radiographs they are of. */
export interface RecordLayout {
  readonly file: string;
  /** Rows and columns of each radiograph. */
  readonly size: number;
  /** SHA-256 of the list of files, in hexadecimal digits. */
  readonly fingerprint: string;
}

/** A record's content: the greys of a radiograph, or why it was left out. */
export type RecordContent = Uint8Array | string;

/** After the greys: whether the radiograph was left out (4 bytes), and the checksum (4 bytes). */
const TRAILER = 8;
const LEFT_OUT = 1;

/** The code of a file that could not be read: of the disk or its permissions, not of the radiograph. */
export const UNREADABLE = "FILE_UNREADABLE";

/** Bytes of one record. */
export function recordBytes({ size }: RecordLayout): number {
  return size * size + TRAILER;
}

/**
 * Reads and writes the records of a cache by position, in one thread.
 *
 * A record is size x size bytes of grey, row by row; 4 bytes: 1 if the radiograph was left out, else 0; and the
 * CRC-32 of all that, begun with the list's fingerprint and the record's position, so that a record of another
 * list or place is told like a damaged one. The code of a left-out radiograph stands in the place of its greys.
 * Little-endian.
 */
export class RecordFile {
  readonly #layout: RecordLayout;
  readonly #file: number;
  readonly #bytes: Buffer;

  /** @throws DatasetError `FILE_UNREADABLE` if the file is not there. */
  constructor(layout: RecordLayout, mode: "r" | "r+" = "r") {
    this.#layout = layout;
    this.#bytes = Buffer.alloc(recordBytes(layout));
    try {
      this.#file = openSync(layout.file, mode);
    } catch (error) {
      throw unreadable(layout.file, error);
    }
  }

  /**
   * The content of a record, or null if it is cut off or its checksum is wrong. Greys are valid until the
   * next call.
   *
   * @throws DatasetError `FILE_UNREADABLE` if the disk fails.
   */
  readIfIntact(position: number): RecordContent | null {
    const length = this.#bytes.length;
    let read = 0;
    try {
      read = readSync(this.#file, this.#bytes, 0, length, position * length);
    } catch (error) {
      throw unreadable(this.#layout.file, error);
    }
    if (read < length || this.#checksum(position) !== this.#bytes.readUInt32LE(length - 4))
      return null;
    const content = this.#bytes.subarray(0, length - TRAILER);
    if (this.#bytes.readUInt32LE(length - TRAILER) !== LEFT_OUT) return content;
    return content.toString("latin1", 0, content.indexOf(0));
  }

  /**
   * The greys of a record, valid until the next call.
   *
   * @throws DatasetError `CACHE_DAMAGED` if they are not there whole; `FILE_UNREADABLE` if the disk fails.
   */
  read(position: number): Uint8Array {
    const content = this.readIfIntact(position);
    if (content instanceof Uint8Array) return content;
    const { file } = this.#layout;
    throw new DatasetError(
      "CACHE_DAMAGED",
      `${file}: the radiograph at position ${position} is cut off or not what was written. Delete the file and start again.`,
      { file, position },
    );
  }

  /** @throws DatasetError `CACHE_UNWRITABLE`; nothing that is there already is lost. */
  write(position: number, content: RecordContent): void {
    const bytes = this.#bytes;
    const length = bytes.length;
    bytes.fill(0);
    if (typeof content === "string") bytes.write(content, "latin1");
    else bytes.set(content);
    bytes.writeUInt32LE(typeof content === "string" ? LEFT_OUT : 0, length - TRAILER);
    bytes.writeUInt32LE(this.#checksum(position), length - 4);
    try {
      for (let done = 0; done < length; ) {
        done += writeSync(this.#file, bytes, done, length - done, position * length + done);
      }
    } catch (error) {
      throw unwritable(this.#layout.file, error);
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #checksum(position: number): number {
    const begun = crc32(`${this.#layout.fingerprint} ${position}`);
    return crc32(this.#bytes.subarray(0, -4), begun);
  }
}

/** An error about a cache that the operating system does not let us write. */
export function unwritable(file: string, cause: unknown): DatasetError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatasetError(
    "CACHE_UNWRITABLE",
    `${file}: cannot be written (${reason}). Make room or choose another folder; what is prepared is kept for the next start.`,
    { file },
    { cause },
  );
}
