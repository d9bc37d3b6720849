import { DicomError } from "../errors.ts";
import type { PixelLayout } from "../pixel-layout.ts";
import { describeTransferSyntax } from "../transfer-syntax.ts";

/**
 * The words of one frame as allocated, one per sample, high bits and sign not yet interpreted; of several
 * samples per pixel, those of a pixel lie together.
 */
export type PixelWords = Uint8Array | Uint16Array;

/**
 * Reads the pixel data of some transfer syntaxes. One file in this folder each.
 *
 * `decode` is given the bytes of one frame and must return exactly rows x columns x samples words, or throw a
 * `DicomError`. The size has been checked before, so a codec may allocate what the layout says, but no more.
 */
export interface PixelCodec {
  readonly transferSyntaxUids: readonly string[];
  readonly decode: (frame: Uint8Array, layout: PixelLayout) => Promise<PixelWords>;
}

/** Finds the codec of a transfer syntax, or refuses it by name. */
export function findCodec(codecs: readonly PixelCodec[], transferSyntaxUid: string): PixelCodec {
  const found = codecs.find((codec) => codec.transferSyntaxUids.includes(transferSyntaxUid));
  if (found === undefined) {
    throw new DicomError(
      "UNSUPPORTED_ENCODING",
      `its transfer syntax, ${describeTransferSyntax(transferSyntaxUid)}, is not read yet. Convert it with "gdcmconv --raw in.dcm out.dcm" (GDCM).`,
      { transferSyntaxUid },
    );
  }
  return found;
}
