import { createHash, randomUUID } from "node:crypto";
import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "./errors.ts";

/** A file that has come in whole, and of which is not known yet whether it is kept. */
export interface StagedFile {
  readonly path: string;
  /** Of its bytes, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
  /** Removes it, unless it has been taken over. */
  discard(): Promise<void>;
}

/**
 * Writes a stream to a file in a folder, under a name of its own.
 *
 * @param limit bytes.
 * @throws StoreError UPLOAD_TOO_LARGE beyond the limit; nothing is left behind then, nor when the stream fails.
 */
export async function stageFile(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<StagedFile> {
  const path = join(folder, `${randomUUID()}.partial`);
  const hash = createHash("sha256");
  const file = await open(path, "wx");
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > limit) throw tooLarge(limit);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
  return {
    path,
    sha256: hash.digest("hex"),
    bytes,
    read: () => readFile(path),
    discard: () => rm(path, { force: true }),
  };
}

/** The error for more bytes than are taken. */
export function tooLarge(limit: number): StoreError {
  return new StoreError(
    "UPLOAD_TOO_LARGE",
    `the file has more than ${limit} bytes, the most that is taken here. Send it alone if it is an archive's, or raise uploads.fileBytes.`,
    { limit },
  );
}
