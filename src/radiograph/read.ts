import { DicomError } from "../dicom/index.ts";
import type { Decoders } from "./decoders.ts";
import { RefusedRadiographError } from "./errors.ts";
import { readDicom } from "./from-dicom.ts";
import { type RadiographContent, readJpeg, readPng, readTiff } from "./from-raster.ts";
import { readJsrt } from "./jsrt.ts";
import type { Radiograph, RadiographFormat, RadiographOptions } from "./radiograph.ts";
import { sha256 } from "./sha256.ts";
import { sniffFormat } from "./sniff.ts";

/** The reader of each format. A new format is a signature in `sniff.ts` and a line here. */
const READERS: Readonly<
  Record<
    RadiographFormat,
    (
      bytes: Uint8Array,
      decoders: Decoders,
      options: RadiographOptions,
    ) => Promise<RadiographContent>
  >
> = {
  dicom: readDicom,
  png: readPng,
  tiff: readTiff,
  jpeg: readJpeg,
  jsrt: async (bytes) => readJsrt(bytes),
};

/**
 * Reads one radiograph from the bytes of a DICOM, PNG, TIFF or JPEG file with the decoders of a platform.
 * A raw file of JSRT, which has no header, is known by its name.
 *
 * @throws RefusedRadiographError if the bytes are anything but a frontal chest radiograph that can be read; with
 *   `anyPart`, if they can't be read.
 */
export async function readRadiographWith(
  decoders: Decoders,
  bytes: Uint8Array,
  fileName: string | null = null,
  options: RadiographOptions = {},
): Promise<Radiograph> {
  try {
    const format = sniffFormat(bytes, fileName);
    const content = await READERS[format](bytes, decoders, options);
    return Object.freeze({
      ...content,
      warnings: Object.freeze(content.warnings),
      source: Object.freeze({ format, bytes: bytes.length, sha256: await sha256(bytes) }),
    });
  } catch (error) {
    if (!(error instanceof DicomError)) throw error;
    throw new RefusedRadiographError(error.code, error.message, error.fields, { cause: error });
  }
}
