import { readJpegFrame, requireEnoughJpegData } from "../dicom/index.ts";
import { requireVisible, valueRange } from "./contrast.ts";
import type { Decoders } from "./decoders.ts";
import { RefusedRadiographError } from "./errors.ts";
import { readPngHeader } from "./png.ts";
import type { Radiograph } from "./radiograph.ts";
import { greyOfRaster, type Raster } from "./raster.ts";
import { checkSize } from "./size.ts";

/** Everything of a radiograph but where it came from. */
export type RadiographContent = Omit<Radiograph, "source">;

/** Reads a PNG: header and chunks are checked, then decoded, then reduced to grey. */
export async function readPng(bytes: Uint8Array, decoders: Decoders): Promise<RadiographContent> {
  const header = readPngHeader(bytes);
  return contentOfRaster(await decoders.png(bytes, header));
}

/** Reads a JPEG: all markers up to the end of the image are checked, then it is decoded and reduced to grey. */
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
  return contentOfRaster(await decoders.jpeg(bytes, frame));
}

/** An 8-bit picture has been windowed already: its 0 is black and its 255 white, whether or not they occur. */
function contentOfRaster(raster: Raster): RadiographContent {
  const warnings: string[] = [];
  const pixels = greyOfRaster(raster, warnings);
  const voi = { kind: "range", low: 0, high: 255 } as const;
  requireVisible(valueRange(pixels, null), voi);
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
