import { DicomError } from "../errors.ts";
import { TRANSFER_SYNTAX } from "../transfer-syntax.ts";
import type { PixelCodec } from "./codec.ts";
import { interleave } from "./interleave.ts";

const HEADER_BYTES = 64;
/** A run of 128 is coded by 2 bytes. */
const MAXIMUM_EXPANSION = 64;

/**
 * RLE Lossless (PS3.5 annex G): a header of offsets, then a segment per byte of a pixel, the highest byte of
 * each sample first, packed by TIFF's PackBits.
 */
export const rle: PixelCodec = {
  transferSyntaxUids: [TRANSFER_SYNTAX.rleLossless],
  async decode(frame, { rows, columns, samples, bitsAllocated }) {
    const length = rows * columns;
    const segments = segmentsOf(frame, samples * (bitsAllocated / 8));
    if (segments.some((segment) => segment.length * MAXIMUM_EXPANSION < length)) throw tooShort();
    const planes = segments.map((segment) => unpack(segment, length));
    return interleave(bitsAllocated === 8 ? planes : pairsOf(planes));
  },
};

/** Cuts a frame into its segments by the offsets of the header. */
function segmentsOf(frame: Uint8Array, expected: number): readonly Uint8Array[] {
  if (frame.length < HEADER_BYTES) throw tooShort();
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const count = view.getUint32(0, true);
  if (count !== expected) throw corrupt(`${count} segments where its attributes need ${expected}`);
  const starts = Array.from({ length: count }, (_, index) => view.getUint32(4 + 4 * index, true));
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? frame.length;
    if (start < HEADER_BYTES || end < start || end > frame.length) {
      throw corrupt(`a segment from byte ${start} to ${end} of ${frame.length}`);
    }
    return frame.subarray(start, end);
  });
}

/** Unpacks a segment, which must give exactly `length` bytes; what follows may only be padding. */
function unpack(segment: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let at = 0;
  let position = 0;
  while (at < length) {
    const control = segment[position++];
    if (control === undefined) throw tooShort();
    if (control === 128) continue;
    const count = control < 128 ? control + 1 : 257 - control;
    if (at + count > length) throw corrupt("a run that goes beyond the last pixel");
    if (control < 128) {
      if (position + count > segment.length) throw tooShort();
      output.set(segment.subarray(position, position + count), at);
      position += count;
    } else {
      const value = segment[position++];
      if (value === undefined) throw tooShort();
      output.fill(value, at, at + count);
    }
    at += count;
  }
  return output;
}

/** Puts the upper and the lower bytes of each sample together. */
function pairsOf(planes: readonly Uint8Array[]): readonly Uint16Array[] {
  return Array.from({ length: planes.length / 2 }, (_, sample) => {
    const upper = planes[2 * sample] ?? new Uint8Array();
    const lower = planes[2 * sample + 1] ?? new Uint8Array();
    const words = new Uint16Array(upper.length);
    for (let index = 0; index < words.length; index++) {
      words[index] = ((upper[index] ?? 0) << 8) | (lower[index] ?? 0);
    }
    return words;
  });
}

/** The error for data that ends before the image does. */
function tooShort(): DicomError {
  return new DicomError(
    "TRUNCATED_FILE",
    "its RLE data ends before the image does. Copy or export the file again.",
  );
}

/** The error for data that contradicts itself. */
function corrupt(what: string): DicomError {
  return new DicomError("CORRUPT_IMAGE", `its RLE data has ${what}. Export the image again.`);
}
