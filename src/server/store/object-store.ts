import type { Readable } from "node:stream";
import type { StagedFile } from "./staged-file.ts";

/** What was put away, and under which name it lies. */
export interface StoredObject {
  /** Of its bytes, 64 hexadecimal digits: its name. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Bytes under the SHA-256 of themselves. The same bytes twice are one object, and an object never changes: a
 * bucket of a cloud provider can implement this as well as a folder.
 */
export interface ObjectStore {
  /**
   * Takes a stream in without making an object of it yet, for what must be looked at first.
   *
   * @param limit bytes.
   * @throws StoreError UPLOAD_TOO_LARGE beyond the limit; nothing is left behind then.
   */
  stage(source: AsyncIterable<Uint8Array>, limit: number): Promise<StagedFile>;
  /**
   * Makes an object of what was staged, which is gone from its place then. When the promise is fulfilled the bytes
   * are safe from a power cut. An object that is there already is written anew: damage heals.
   */
  adopt(file: StagedFile): Promise<StoredObject>;
  /** The two in one. @throws StoreError UPLOAD_TOO_LARGE beyond the limit (bytes). */
  put(source: AsyncIterable<Uint8Array>, limit: number): Promise<StoredObject>;
  /** All bytes; compared with their name. @throws StoreError OBJECT_MISSING, OBJECT_DAMAGED. */
  read(sha256: string): Promise<Uint8Array>;
  /** The bytes as a stream, not compared. @throws StoreError OBJECT_MISSING. */
  open(sha256: string): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  /** When it was last put away; null where there is none. */
  changedAt(sha256: string): Promise<Date | null>;
  /** Names of all objects, in no order. */
  list(): AsyncIterable<string>;
  remove(sha256: string): Promise<void>;
  /** Removes an object unless somebody has put it away since. @returns whether it was removed. */
  removeUnlessNewer(sha256: string, since: Date): Promise<boolean>;
}
