import sharp from "sharp";
import { type DecodeJpeg, jpegBaseline, uncompressed } from "../dicom/index.ts";
import type { Decoders } from "./decoders.ts";
import { RefusedRadiographError } from "./errors.ts";
import type { Raster } from "./raster.ts";
import { MAXIMUM_SIDE } from "./size.ts";

/**
 * Decodes with libvips through sharp. Colour profiles are ignored: grey values are the stored ones.
 * A file's EXIF orientation is applied, as every viewer does; inside DICOM it has no meaning.
 */
async function decode(
  bytes: Uint8Array,
  { isGrey, autoOrient }: { isGrey: boolean; autoOrient: boolean },
): Promise<Raster> {
  try {
    const image = sharp(bytes, {
      autoOrient,
      failOn: "warning",
      ignoreIcc: true,
      limitInputPixels: MAXIMUM_SIDE * MAXIMUM_SIDE,
      sequentialRead: true,
    });
    const { data, info } = await image
      .toColourspace(isGrey ? "b-w" : "srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { samples: data, rows: info.height, columns: info.width, channels: info.channels };
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

/** The JPEG decoder that DICOM's JPEG transfer syntaxes use. */
const decodeJpeg: DecodeJpeg = async (bytes, frame) =>
  (await decode(bytes, { isGrey: frame.components === 1, autoOrient: false })).samples;

/** The decoders of Node. */
export const nodeDecoders: Decoders = {
  png: (bytes, { colour }) =>
    decode(bytes, { isGrey: colour.startsWith("grey"), autoOrient: true }),
  jpeg: (bytes, { components }) => decode(bytes, { isGrey: components === 1, autoOrient: true }),
  pixelCodecs: [uncompressed, jpegBaseline(decodeJpeg)],
};
