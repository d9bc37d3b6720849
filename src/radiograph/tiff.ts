import { checkSize } from "./size.ts";
import { checkStrips } from "./tiff-data.ts";
import {
  corruptTiff,
  readTiffDirectories,
  type TiffDirectory,
  unsupportedTiff,
} from "./tiff-directory.ts";

/** What a TIFF says of its first page (TIFF 6.0, sections 3 to 6). */
export interface TiffHeader {
  readonly rows: number;
  readonly columns: number;
  readonly bitsPerSample: 8 | 16;
  readonly samplesPerPixel: 1 | 3;
  /** Whether 0 is white in the file; the decoder turns that around. */
  readonly isWhiteZero: boolean;
  readonly pages: number;
}

/** Tags of the fields that are looked at. */
const TAG = {
  columns: 256,
  rows: 257,
  bitsPerSample: 258,
  photometric: 262,
  samplesPerPixel: 277,
  sampleFormat: 339,
} as const;

/** Photometric interpretations: white is zero, black is zero, RGB. The decoder undoes the first. */
const PHOTOMETRICS: readonly number[] = [0, 1, 2];
const WHITE_IS_ZERO = 0;
const RGB = 2;

/**
 * Checks a TIFF without decoding it: every field of every page must lie within the file, the declared size
 * must be plausible, and the strips or tiles of the first page must be there and able to hold it.
 */
export function readTiffHeader(bytes: Uint8Array): TiffHeader {
  const directories = readTiffDirectories(bytes);
  const [first] = directories;
  if (first === undefined) throw corruptTiff("it has no page");
  const rows = required(first, TAG.rows, "ImageLength");
  const columns = required(first, TAG.columns, "ImageWidth");
  checkSize(rows, columns);
  const samplesPerPixel = first.first(TAG.samplesPerPixel) ?? 1;
  const bits = first.all(TAG.bitsPerSample, 8) ?? [1];
  const [bitsPerSample = 1] = bits;
  const isWhole = (first.first(TAG.sampleFormat) ?? 1) === 1;
  if (!isWhole || (bitsPerSample !== 8 && bitsPerSample !== 16) || new Set(bits).size > 1) {
    const kind = isWhole ? "unsigned" : "signed or floating point";
    throw unsupportedTiff(
      `has ${kind} samples of ${bits.join(", ")} bits; unsigned 8 and 16 are read`,
    );
  }
  const photometric = required(first, TAG.photometric, "PhotometricInterpretation");
  const expected = photometric === RGB ? 3 : 1;
  if (!PHOTOMETRICS.includes(photometric) || samplesPerPixel !== expected) {
    throw unsupportedTiff(
      `has photometric interpretation ${photometric} with ${samplesPerPixel} sample(s) per pixel; grey (0, 1) with 1 and RGB (2) with 3 are read`,
    );
  }
  checkStrips(first, bytes.length, {
    rows,
    columns,
    bytesPerPixel: (expected * bitsPerSample) / 8,
  });
  return {
    rows,
    columns,
    bitsPerSample,
    samplesPerPixel: expected,
    isWhiteZero: photometric === WHITE_IS_ZERO,
    pages: directories.length,
  };
}

/** A field that a page must have. */
function required(directory: TiffDirectory, tag: number, name: string): number {
  const value = directory.first(tag);
  if (value === null) throw corruptTiff(`${name} (${tag}) is missing`);
  return value;
}
