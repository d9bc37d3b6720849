import { inflateRawSync } from "node:zlib";
import {
  decodeInWorkers,
  jpeg2000,
  jpegCodecs,
  jpegLs,
  rle,
  uncompressed,
  uncompressedBigEndian,
} from "../dicom/index.node.ts";
import type { Decoders } from "./decoders.ts";
import { RefusedRadiographError } from "./errors.ts";
import type { Raster } from "./raster.ts";
import { MAXIMUM_SIDE } from "./size.ts";

/**
 * Decodes with libvips through sharp. Colour profiles are ignored: grey values are the stored ones.
 * A file's EXIF orientation is applied, as every viewer does.
 */
async function decode(
  bytes: Uint8Array,
  { isGrey, isDeep }: { isGrey: boolean; isDeep: boolean },
): Promise<Raster> {
  const { default: sharp } = await import("sharp"); // takes longer to load than a DICOM file to read
  const space = isDeep ? (isGrey ? "grey16" : "rgb16") : isGrey ? "b-w" : "srgb";
  try {
    const image = sharp(bytes, {
      autoOrient: true,
      failOn: "warning",
      ignoreIcc: true,
      limitInputPixels: MAXIMUM_SIDE * MAXIMUM_SIDE,
      sequentialRead: true,
    });
    const { data, info } = await image
      .toColourspace(space)
      .raw({ depth: isDeep ? "ushort" : "uchar" })
      .toBuffer({ resolveWithObject: true });
    const samples = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
    return { samples, rows: info.height, columns: info.width, channels: info.channels };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RefusedRadiographError(
      "CORRUPT_IMAGE",
      `its pixels cannot be decoded (${reason}). Copy or export the file again.`,
      { reason },
      { cause },
    );
  }
}

/** JPEG-LS and JPEG 2000 share their workers. */
const decodeCodestream = decodeInWorkers();

/** The decoders of Node. */
export const nodeDecoders: Decoders = {
  png: (bytes, { colour, bitDepth }) =>
    decode(bytes, { isGrey: colour.startsWith("grey"), isDeep: bitDepth === 16 }),
  tiff: (bytes, { samplesPerPixel, bitsPerSample }) =>
    decode(bytes, { isGrey: samplesPerPixel === 1, isDeep: bitsPerSample === 16 }),
  jpeg: (bytes, { components }) => decode(bytes, { isGrey: components === 1, isDeep: false }),
  inflateRaw: (bytes, limit) => inflateRawSync(bytes, { maxOutputLength: limit }),
  pixelCodecs: [
    uncompressed,
    uncompressedBigEndian,
    rle,
    ...jpegCodecs,
    jpegLs(decodeCodestream),
    jpeg2000(decodeCodestream),
  ],
};
