import { DicomError } from "../errors.ts";
import type { PixelLayout } from "../pixel-layout.ts";

/** What a compressed stream says of the image it holds. */
interface StreamImage {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly precision: number;
}

/**
 * Refuses a compressed stream that is of another size than the data set says, before it decides what a
 * decoder allocates. It may be coded with more bits than Bits Stored, as true lossless encoders do, but not
 * with more than Bits Allocated, or fewer than any radiograph has.
 */
export function requireSameImage(
  format: string,
  stream: StreamImage,
  { rows, columns, samples, bitsAllocated }: PixelLayout,
): void {
  if (stream.rows !== rows || stream.columns !== columns || stream.samples !== samples) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `its ${format} stream has ${stream.rows} rows x ${stream.columns} columns x ${stream.samples} component(s), its attributes say ${rows} x ${columns} x ${samples}. Export the image again.`,
      { stream, rows, columns, samples },
    );
  }
  if (stream.precision < 2 || stream.precision > bitsAllocated) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `its ${format} stream has ${stream.precision} bits per sample, its attributes ${bitsAllocated} bits allocated. Export the image again.`,
      { stream, bitsAllocated },
    );
  }
}
