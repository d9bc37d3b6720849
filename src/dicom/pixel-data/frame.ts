import { type DicomObject, element } from "../data-set.ts";
import { DicomError } from "../errors.ts";
import type { PixelLayout } from "../pixel-layout.ts";
import { describeTag } from "../tags.ts";
import { TRANSFER_SYNTAX } from "../transfer-syntax.ts";

const NATIVE: readonly string[] = [
  TRANSFER_SYNTAX.implicitLittleEndian,
  TRANSFER_SYNTAX.explicitLittleEndian,
];

/** The bytes of one frame: a part of native pixel data, or its fragments joined (PS3.5 section 8, annex A.4). */
export function frameBytes(object: DicomObject, layout: PixelLayout, frame: number): Uint8Array {
  return NATIVE.includes(object.transferSyntaxUid)
    ? nativeFrame(object, layout, frame)
    : encapsulatedFrame(object, layout, frame);
}

/** One frame of uncompressed pixel data, all of which must be present. */
function nativeFrame(object: DicomObject, layout: PixelLayout, frame: number): Uint8Array {
  const pixelData = element(object, "PixelData");
  const length = layout.rows * layout.columns * (layout.bitsAllocated / 8);
  if (pixelData?.hadUndefinedLength || pixelData === null) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag("PixelData")} is in compressed fragments although the transfer syntax says uncompressed. Export the image again.`,
    );
  }
  if (pixelData.length < length * layout.frames) {
    throw new DicomError(
      "TRUNCATED_FILE",
      `${describeTag("PixelData")} has ${pixelData.length} bytes where ${layout.rows} rows x ${layout.columns} columns x ${layout.frames} frame(s) of ${layout.bitsAllocated} bits need ${length * layout.frames}. Copy or export the file again.`,
      { present: pixelData.length, needed: length * layout.frames },
    );
  }
  const start = pixelData.dataOffset + frame * length;
  return object.bytes.subarray(start, start + length);
}

/**
 * One frame of compressed pixel data. A single frame may span any number of fragments; of several
 * frames, each must be one fragment, since only an offset table could tell otherwise.
 */
function encapsulatedFrame(object: DicomObject, layout: PixelLayout, frame: number): Uint8Array {
  const fragments = element(object, "PixelData")?.fragments ?? [];
  if (fragments.length === 0) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag("PixelData")} holds no compressed fragment although the transfer syntax says compressed. Export the image again.`,
    );
  }
  if (layout.frames > 1 && fragments.length !== layout.frames) {
    throw new DicomError(
      "UNSUPPORTED_ENCODING",
      `${layout.frames} compressed frames lie in ${fragments.length} fragments of ${describeTag("PixelData")}. Export one frame as an image of its own.`,
      { frames: layout.frames, fragments: fragments.length },
    );
  }
  const parts = layout.frames > 1 ? fragments.slice(frame, frame + 1) : fragments;
  return join(
    parts.map(({ position, length }) => object.bytes.subarray(position, position + length)),
  );
}

/** Joins fragments; one alone is not copied. */
function join(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
