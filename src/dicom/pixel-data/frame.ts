import { type DicomObject, element } from "../data-set.ts";
import { DicomError } from "../errors.ts";
import type { PixelLayout } from "../pixel-layout.ts";
import { describeTag } from "../tags.ts";
import { NATIVE, TRANSFER_SYNTAX } from "../transfer-syntax.ts";
import { encapsulatedFrame } from "./fragments.ts";

/** The bytes of one frame: a part of native pixel data, or its fragments joined (PS3.5 section 8, annex A.4). */
export function frameBytes(
  object: DicomObject,
  layout: PixelLayout,
  frame: number,
  remarks: string[],
): Uint8Array {
  return NATIVE.includes(object.transferSyntaxUid)
    ? nativeFrame(object, layout, frame, remarks)
    : encapsulatedFrame(object, layout, frame);
}

/** One frame of uncompressed pixel data, all of which must be present. */
function nativeFrame(
  object: DicomObject,
  layout: PixelLayout,
  frame: number,
  remarks: string[],
): Uint8Array {
  const pixelData = element(object, "PixelData");
  const { rows, columns, frames, samples, bitsAllocated } = layout;
  const length = rows * columns * samples * (bitsAllocated / 8);
  if (pixelData?.hadUndefinedLength || pixelData === null) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag("PixelData")} is in compressed fragments although the transfer syntax says uncompressed. Export the image again.`,
    );
  }
  const needed = length * frames;
  if (pixelData.length < needed) {
    throw new DicomError(
      "TRUNCATED_FILE",
      `${describeTag("PixelData")} has ${pixelData.length} bytes where ${rows} rows x ${columns} columns x ${frames} frame(s) of ${samples * bitsAllocated} bits need ${needed}. Copy or export the file again.`,
      { present: pixelData.length, needed },
    );
  }
  const padded = needed + (needed % 2);
  if (pixelData.length > padded) {
    remarks.push(
      `${describeTag("PixelData")} has ${pixelData.length} bytes where ${padded} are needed; the first ones are read.`,
    );
  }
  const start = pixelData.dataOffset + frame * length;
  const isSwapped =
    object.transferSyntaxUid === TRANSFER_SYNTAX.explicitBigEndian &&
    bitsAllocated === 8 &&
    pixelData.vr === "OW";
  return isSwapped
    ? swappedBytes(object.bytes, pixelData.dataOffset, frame * length, length)
    : object.bytes.subarray(start, start + length);
}

/** Bytes of 8-bit pixels that were written as big endian words (OW), in which each pair is swapped (PS3.5 8.2). */
function swappedBytes(
  bytes: Uint8Array,
  start: number,
  offset: number,
  length: number,
): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => bytes[start + ((offset + index) ^ 1)] ?? 0);
}
