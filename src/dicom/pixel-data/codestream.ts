import type { Codestream, DecodeCodestream } from "../codestream/decode.ts";
import { readJpeg2000Header } from "../codestream/jpeg-2000.ts";
import { readJpegLsHeader } from "../codestream/jpeg-ls.ts";
import { DicomError } from "../errors.ts";
import { TRANSFER_SYNTAX } from "../transfer-syntax.ts";
import type { PixelCodec, PixelWords } from "./codec.ts";
import { interleave } from "./interleave.ts";
import { requireSameImage } from "./same-image.ts";
import { littleEndianWords } from "./words.ts";

/** JPEG-LS, lossless and near-lossless (PS3.5 A.4.3). */
export function jpegLs(decode: DecodeCodestream): PixelCodec {
  return {
    transferSyntaxUids: [TRANSFER_SYNTAX.jpegLsLossless, TRANSFER_SYNTAX.jpegLsNearLossless],
    async decode(bytes, layout) {
      const header = readJpegLsHeader(bytes);
      requireSameImage("JPEG-LS", header, layout);
      const words = await decodeWords(decode, { format: "jpeg-ls", bytes, ...header });
      if (!header.isPlanar) return words;
      const length = layout.rows * layout.columns;
      return interleave(
        [0, 1, 2].map((plane) => words.subarray(plane * length, (plane + 1) * length)),
      );
    },
  };
}

/** JPEG 2000, reversible and not (PS3.5 A.4.4); its colour transform is undone by the decoder. */
export function jpeg2000(decode: DecodeCodestream): PixelCodec {
  return {
    transferSyntaxUids: [TRANSFER_SYNTAX.jpeg2000Lossless, TRANSFER_SYNTAX.jpeg2000],
    async decode(bytes, layout) {
      const header = readJpeg2000Header(bytes);
      requireSameImage("JPEG 2000", header, layout);
      return decodeWords(decode, { format: "jpeg-2000", bytes, ...header });
    },
  };
}

/** Decodes to words and checks that there are as many as the header promises. */
async function decodeWords(
  decode: DecodeCodestream,
  { precision, ...image }: Omit<Codestream, "bytesPerSample"> & { readonly precision: number },
): Promise<PixelWords> {
  const bytesPerSample = precision <= 8 ? 1 : 2;
  const { format, bytes, rows, columns, samples } = image;
  const decoded = await decode({ format, bytes, rows, columns, samples, bytesPerSample });
  const expected = rows * columns * samples * bytesPerSample;
  if (decoded.length !== expected) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `its compressed pixels decode to ${decoded.length} bytes where ${expected} are promised. Export the image again.`,
      { decoded: decoded.length, expected },
    );
  }
  if (bytesPerSample === 1) return decoded;
  return littleEndianWords(decoded);
}
