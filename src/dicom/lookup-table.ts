import { type DicomObject, element } from "./data-set.ts";
import { DicomError } from "./errors.ts";
import { describeTag, type Keyword, TAGS } from "./tags.ts";

/** A lookup table (PS3.3 C.11.1.1): the value `first` and all below it become the first entry, and so on. */
export interface LookupTable {
  readonly first: number;
  readonly entries: Uint16Array;
  /** What an entry can be at most: 2 to the power of its bits, less 1. */
  readonly highest: number;
}

/** The attributes that make a table: of a modality or VOI LUT, or of one colour of a palette. */
interface TableKeywords {
  readonly descriptor: Keyword;
  readonly data: Keyword;
}

/**
 * Reads a table. Its descriptor says how many entries there are (0 stands for 65,536), which value is mapped
 * first and how many bits an entry has.
 *
 * Whether that value is signed, its own value representation says, or in implicit files the pixels. Entries
 * of 8 bits may lie in bytes or in words; the number of bytes tells.
 */
export function readLookupTable(
  object: DicomObject,
  { descriptor, data }: TableKeywords,
  pixelsAreSigned: boolean,
): LookupTable {
  const described = element(object, descriptor);
  const stored = element(object, data);
  if (described === null || described.length < 6 || stored === null) {
    throw corrupt(descriptor, "or its data is missing");
  }
  const { dataSet } = object;
  const word = (keyword: Keyword, index: number) => dataSet.uint16(TAGS[keyword], index) ?? 0;
  const count = word(descriptor, 0) || 65_536;
  const isSigned = described.vr === undefined ? pixelsAreSigned : described.vr === "SS";
  const first = isSigned ? (dataSet.int16(TAGS[descriptor], 1) ?? 0) : word(descriptor, 1);
  const bits = word(descriptor, 2);
  if (bits < 8 || bits > 16) throw corrupt(descriptor, `has entries of ${bits} bits`);
  const isBytes = bits === 8 && stored.length < 2 * count;
  if (stored.length < count * (isBytes ? 1 : 2)) {
    throw corrupt(descriptor, `promises ${count} entries, its data has ${stored.length} bytes`);
  }
  const entries = Uint16Array.from({ length: count }, (_, index) =>
    isBytes ? (object.bytes[stored.dataOffset + index] ?? 0) : word(data, index),
  );
  const highest = 2 ** bits - 1;
  const beyond = entries.find((entry) => entry > highest);
  if (beyond !== undefined) {
    throw corrupt(descriptor, `has entries of ${bits} bits, its data the value ${beyond}`);
  }
  return { first, entries, highest };
}

/** The error for a table that contradicts itself. */
function corrupt(descriptor: Keyword, what: string): DicomError {
  return new DicomError(
    "CORRUPT_IMAGE",
    `${describeTag(descriptor)} ${what}. Correct the table or export the image again.`,
    { descriptor },
  );
}
