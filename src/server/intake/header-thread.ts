import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import {
  type DicomAttributes,
  DicomError,
  parsePart10,
  readAttributes,
} from "../../dicom/index.ts";
import { serveRequests } from "../../worker-pool.node.ts";

/** A DICOM file whose header is wanted. */
export interface HeaderRequest {
  readonly path: string;
}

/** What its header says, or why it can't be read. Errors lose their class between threads. */
export type HeaderAnswer =
  | { readonly attributes: DicomAttributes }
  | { readonly refusal: Pick<DicomError, "code" | "message"> }
  | { readonly failure: string };

// In a thread of its own: files may be made so that it takes long.
serveRequests(async ({ path }: HeaderRequest) => ({ answer: await read(path), transfer: [] }));

async function read(path: string): Promise<HeaderAnswer> {
  try {
    const object = parsePart10(await readFile(path), (bytes, limit) =>
      inflateRawSync(bytes, { maxOutputLength: limit }),
    );
    return { attributes: readAttributes(object) };
  } catch (error) {
    if (error instanceof DicomError) {
      return { refusal: { code: error.code, message: error.message } };
    }
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
