import type { DicomObject } from "../data-set.ts";
import { DicomError } from "../errors.ts";
import type { PixelLayout } from "../pixel-layout.ts";
import { findCodec, type PixelCodec } from "./codec.ts";
import { frameBytes } from "./frame.ts";
import { storedValues } from "./stored-values.ts";

/**
 * Decodes one frame, counted from 0, to stored values, row by row from the top left, the samples of a pixel
 * together. What is odd but does no harm is remarked upon.
 */
export async function decodeFrame(
  object: DicomObject,
  layout: PixelLayout,
  frame: number,
  codecs: readonly PixelCodec[],
  remarks: string[],
): Promise<Int32Array> {
  const codec = findCodec(codecs, object.transferSyntaxUid);
  const words = await codec.decode(frameBytes(object, layout, frame, remarks), layout);
  const expected = layout.rows * layout.columns * layout.samples;
  if (words.length !== expected) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `its pixel data decodes to ${words.length} samples where its attributes promise ${expected}. Export the image again.`,
      { decoded: words.length, expected },
    );
  }
  return storedValues(words, layout);
}
