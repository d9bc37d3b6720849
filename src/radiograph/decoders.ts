import type { InflateRaw, JpegFrame, PixelCodec } from "../dicom/index.ts";
import type { PngHeader } from "./png.ts";
import type { Raster } from "./raster.ts";
import type { TiffHeader } from "./tiff.ts";

/**
 * What turns compressed bytes into samples, and all that differs between Node and a browser.
 *
 * Sizes and lengths have been checked before a decoder is called. A decoder must neither transform
 * colours nor fill in what it cannot decode: it throws instead.
 */
export interface Decoders {
  readonly png: (bytes: Uint8Array, header: PngHeader) => Promise<Raster>;
  readonly tiff: (bytes: Uint8Array, header: TiffHeader) => Promise<Raster>;
  readonly jpeg: (bytes: Uint8Array, frame: JpegFrame) => Promise<Raster>;
  readonly inflateRaw: InflateRaw;
  /** Codecs of DICOM transfer syntaxes. */
  readonly pixelCodecs: readonly PixelCodec[];
}
