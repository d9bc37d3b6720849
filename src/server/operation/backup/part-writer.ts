import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { Header } from "tar";

/** Tar files are made of blocks of so many bytes. */
export const BLOCK = 512;

/** A part that was written. */
export interface WrittenPart {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes a tar file of plain files, part after part. */
export class PartWriter {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Makes the file, which must not be there, for this user alone. */
  static async create(path: string): Promise<PartWriter> {
    return new PartWriter(await open(path, "wx", 0o600));
  }

  /** Adds a part whose bytes are at hand. */
  async add(path: string, content: string | Uint8Array): Promise<WrittenPart> {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    return this.addStream(path, bytes.length, [bytes]);
  }

  /**
   * Adds a part.
   *
   * @param bytes that `content` has: the part's header comes first.
   * @throws RangeError if `content` has more or fewer.
   */
  async addStream(
    path: string,
    bytes: number,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<WrittenPart> {
    const header = new Header({ path, size: bytes, mode: 0o600, type: "File", mtime: new Date(0) });
    const block = Buffer.alloc(BLOCK);
    header.encode(block);
    await this.#file.writeFile(block);
    const hash = createHash("sha256");
    let written = 0;
    for await (const chunk of content) {
      written += chunk.length;
      if (written > bytes) break;
      hash.update(chunk);
      await this.#file.writeFile(chunk);
    }
    if (written !== bytes) throw new RangeError(`${path} has not the ${bytes} bytes it said`);
    await this.#file.writeFile(Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK));
    return { path, bytes, sha256: hash.digest("hex") };
  }

  /** Ends the file; when the promise is fulfilled its bytes are safe from a power cut. */
  async finish(): Promise<void> {
    await this.#file.writeFile(Buffer.alloc(2 * BLOCK));
    await this.#file.sync();
    await this.close();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
