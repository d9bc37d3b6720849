import { readJpegFrame, requireEnoughJpegData, requireWholeJpeg } from "../dicom/index.ts";
import { requireVisible, type ValueRange, valueRange } from "./contrast.ts";
import type { Decoders } from "./decoders.ts";
import { RefusedRadiographError } from "./errors.ts";
import { readPngHeader } from "./png.ts";
import type { Radiograph, Voi } from "./radiograph.ts";
import { greyOfRaster, type Raster, whiteOf } from "./raster.ts";
import { checkSize } from "./size.ts";
import { readTiffHeader } from "./tiff.ts";

/** Everything of a radiograph but where it came from. */
export type RadiographContent = Omit<Radiograph, "source">;

/** Reads a PNG: header and chunks are checked, then decoded, then reduced to grey. */
export async function readPng(bytes: Uint8Array, decoders: Decoders): Promise<RadiographContent> {
  const header = readPngHeader(bytes);
  return contentOfRaster(await decoders.png(bytes, header), []);
}

/** Reads the first page of a TIFF: directories and strips are checked, then decoded, then reduced to grey. */
export async function readTiff(bytes: Uint8Array, decoders: Decoders): Promise<RadiographContent> {
  const header = readTiffHeader(bytes);
  const warnings = header.pages > 1 ? [`Of ${header.pages} pages the first is read.`] : [];
  return contentOfRaster(await decoders.tiff(bytes, header), warnings, header.isWhiteZero);
}

/** Reads a JPEG: all of it is checked to the last bit, then it is decoded and reduced to grey. */
export async function readJpeg(bytes: Uint8Array, decoders: Decoders): Promise<RadiographContent> {
  const frame = readJpegFrame(bytes);
  const isReadable =
    ["baseline", "extended", "progressive"].includes(frame.process) &&
    frame.precision === 8 &&
    (frame.components === 1 || frame.components === 3);
  if (!isReadable) {
    throw new RefusedRadiographError(
      "UNSUPPORTED_ENCODING",
      `the JPEG is ${frame.process} with ${frame.components} component(s) of ${frame.precision} bits; 1 or 3 of 8 bits, coded by Huffman and cosine transform, are read. Save it as 8-bit grey JPEG or PNG.`,
      { frame },
    );
  }
  checkSize(frame.rows, frame.columns);
  requireEnoughJpegData(frame, bytes.length);
  requireWholeJpeg(bytes);
  return contentOfRaster(await decoders.jpeg(bytes, frame), []);
}

/**
 * A decoded picture as a radiograph.
 *
 * @param isTurned whether 0 is white in the file, and the decoder has turned that around.
 */
export function contentOfRaster(
  raster: Raster,
  warnings: string[],
  isTurned = false,
): RadiographContent {
  const pixels = greyOfRaster(raster, warnings);
  const present = valueRange(pixels, null);
  const voi = rangeOf(present, whiteOf(raster), isTurned, warnings);
  requireVisible(present, voi);
  return {
    pixels,
    rows: raster.rows,
    columns: raster.columns,
    voi,
    photometric: "MONOCHROME2",
    padding: null,
    frame: 0,
    view: null,
    pixelSpacing: null,
    warnings,
    attributes: null,
  };
}

/**
 * A picture has been windowed already: its 0 is black and its 255 or 65,535 white, whether or not they occur.
 *
 * But 16 bits are also where programs put detector values of 10 to 14 bits as they are, whose white would
 * be a dark grey. If the upper two bits are empty everywhere, the image's own range is shown instead.
 */
function rangeOf(
  present: ValueRange,
  white: 255 | 65535,
  isTurned: boolean,
  warnings: string[],
): Voi {
  const inFile = isTurned
    ? { low: white - present.high, high: white - present.low }
    : { low: present.low, high: present.high };
  if (white === 255 || inFile.high >= 2 ** 14) return { kind: "range", low: 0, high: white };
  warnings.push(
    `Its values use at most 14 of 16 bits; the image's own range is shown, ${inFile.low} to ${inFile.high}.`,
  );
  return { kind: "range", ...present };
}
