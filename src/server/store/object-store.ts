import type { Readable } from "node:stream";

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
   * Puts a stream away. When the promise is fulfilled the bytes are safe from a power cut.
   *
   * @param limit bytes; more are refused (UPLOAD_TOO_LARGE) and leave nothing behind.
   */
  put(source: AsyncIterable<Uint8Array>, limit: number): Promise<StoredObject>;
  /** All bytes; compared with their name. @throws StoreError OBJECT_MISSING, OBJECT_DAMAGED. */
  read(sha256: string): Promise<Uint8Array>;
  /** The bytes as a stream, not compared. @throws StoreError OBJECT_MISSING. */
  open(sha256: string): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  /** Names of all objects, in no order. */
  list(): AsyncIterable<string>;
  remove(sha256: string): Promise<void>;
}
