import { type DicomObject, element } from "../data-set.ts";
import { DicomError } from "../errors.ts";
import type { PixelLayout } from "../pixel-layout.ts";
import { describeTag } from "../tags.ts";

/** A fragment of compressed pixel data: its bytes, and where its item begins after the offset table. */
interface Fragment {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * One frame of compressed pixel data, whose fragments are joined (PS3.5 annex A.4).
 *
 * A single frame has all fragments. Of several frames, the basic offset table says where each begins; without it,
 * each is one fragment, or else begins where a fragment begins with the marker of a new codestream.
 */
export function encapsulatedFrame(
  object: DicomObject,
  layout: PixelLayout,
  frame: number,
): Uint8Array {
  const fragments = readFragments(object);
  if (fragments.length === 0) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag("PixelData")} holds no compressed fragment although the transfer syntax says compressed. Export the image again.`,
    );
  }
  if (layout.frames === 1) return join(fragments);
  const starts = frameStarts(object, fragments, layout.frames);
  return join(fragments.slice(starts[frame], starts[frame + 1]));
}

/** The fragments after the offset table. */
function readFragments(object: DicomObject): readonly Fragment[] {
  const fragments = element(object, "PixelData")?.fragments ?? [];
  return fragments.map(({ offset, position, length }) => ({
    offset,
    bytes: object.bytes.subarray(position, position + length),
  }));
}

/** Which fragment each frame begins with. */
function frameStarts(
  object: DicomObject,
  fragments: readonly Fragment[],
  frames: number,
): readonly number[] {
  const table = element(object, "PixelData")?.basicOffsetTable ?? [];
  if (table.length > 0) return startsByTable(table, fragments, frames);
  if (fragments.length === frames) return fragments.map((_, index) => index);
  const starts = fragments.flatMap(({ bytes }, index) => (isCodestream(bytes) ? [index] : []));
  if (starts.length === frames && starts[0] === 0) return starts;
  throw new DicomError(
    "UNSUPPORTED_ENCODING",
    `${frames} compressed frames lie in ${fragments.length} fragments of ${describeTag("PixelData")}, and no offset table says which. Export one frame as an image of its own.`,
    { frames, fragments: fragments.length },
  );
}

/** Looks up the fragments at the offsets of a table, which must name each frame once and in order. */
function startsByTable(
  table: readonly number[],
  fragments: readonly Fragment[],
  frames: number,
): readonly number[] {
  const starts = table.map((offset) => fragments.findIndex((one) => one.offset === offset));
  const isSound =
    starts.length === frames &&
    starts[0] === 0 &&
    starts.every((start, index) => index === 0 || start > (starts[index - 1] ?? 0));
  if (isSound) return starts;
  throw new DicomError(
    "CORRUPT_IMAGE",
    `the offset table of ${describeTag("PixelData")} does not point to the beginnings of ${frames} frames. Export the image again.`,
    { frames, entries: table.length },
  );
}

/** Whether bytes begin with the marker of a JPEG or JPEG-LS stream, or of a JPEG 2000 one. */
function isCodestream([first, second, third]: Uint8Array): boolean {
  return first === 0xff && (second === 0xd8 || second === 0x4f) && third === 0xff;
}

/** Joins fragments; one alone is not copied. */
function join(parts: readonly Fragment[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.bytes;
  const joined = new Uint8Array(parts.reduce((total, { bytes }) => total + bytes.length, 0));
  let offset = 0;
  for (const { bytes } of parts) {
    joined.set(bytes, offset);
    offset += bytes.length;
  }
  return joined;
}
