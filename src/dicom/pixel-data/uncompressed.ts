import { DicomError } from "../errors.ts";
import { TRANSFER_SYNTAX } from "../transfer-syntax.ts";
import type { PixelCodec } from "./codec.ts";
import { interleave } from "./interleave.ts";
import { bigEndianWords, littleEndianWords } from "./words.ts";

/**
 * Native pixel data (PS3.5 annexes A.1, A.2, A.3 and A.5): nothing to decode but the byte order of words,
 * and where colours lie in planes, their order.
 */
function native(
  transferSyntaxUids: readonly string[],
  wordsOf: (bytes: Uint8Array) => Uint16Array,
): PixelCodec {
  return {
    transferSyntaxUids,
    async decode(frame, { bitsAllocated, samples, isPlanar, colour }) {
      if (colour === "YBR_FULL_422") {
        throw new DicomError(
          "UNSUPPORTED_ENCODING",
          "its uncompressed pixels share colours in pairs (YBR_FULL_422), which no radiograph does. Export the image in grey.",
        );
      }
      const words = bitsAllocated === 8 ? frame : wordsOf(frame);
      return isPlanar ? interleave(planesOf(words, samples)) : words;
    },
  };
}

/** The planes of an image whose samples of one kind lie together. */
function planesOf<Words extends Uint8Array | Uint16Array>(words: Words, samples: number): Words[] {
  const length = words.length / samples;
  return Array.from(
    { length: samples },
    (_, plane) => words.subarray(plane * length, (plane + 1) * length) as Words,
  );
}

/** Uncompressed pixel data, little endian; a deflated data set has been inflated before. */
export const uncompressed = native(
  [
    TRANSFER_SYNTAX.implicitLittleEndian,
    TRANSFER_SYNTAX.explicitLittleEndian,
    TRANSFER_SYNTAX.deflatedLittleEndian,
  ],
  littleEndianWords,
);

/** Uncompressed pixel data, big endian. */
export const uncompressedBigEndian = native([TRANSFER_SYNTAX.explicitBigEndian], bigEndianWords);
