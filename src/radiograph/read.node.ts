import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { nodeDecoders } from "./decoders.node.ts";
import { RefusedRadiographError } from "./errors.ts";
import type { Radiograph, RadiographOptions } from "./radiograph.ts";
import { readRadiographWith } from "./read.ts";

/**
 * Reads one radiograph from a file, or from the bytes of one: DICOM, PNG, TIFF or JPEG, told by content.
 * A raw file of JSRT (`JPCLN001.IMG`) has no header: it is read by the name in its path.
 *
 * @throws RefusedRadiographError with the reason; given a path, its message begins with the file's name.
 */
export async function readRadiograph(
  source: string | Uint8Array,
  options: RadiographOptions = {},
): Promise<Radiograph> {
  if (typeof source !== "string") return readRadiographWith(nodeDecoders, source, null, options);
  try {
    const bytes = await readBytes(source);
    return await readRadiographWith(nodeDecoders, bytes, basename(source), options);
  } catch (error) {
    if (!(error instanceof RefusedRadiographError)) throw error;
    throw new RefusedRadiographError(
      error.code,
      `${basename(source)}: ${error.message}`,
      { ...error.fields, file: source },
      { cause: error },
    );
  }
}

/** Reads a file; one that cannot be read is refused like one that cannot be understood. */
async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RefusedRadiographError(
      "FILE_UNREADABLE",
      `the file cannot be read (${reason}). Check the path and its permissions.`,
      { reason },
      { cause },
    );
  }
}
