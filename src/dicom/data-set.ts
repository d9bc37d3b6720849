import type { DataSet, Element } from "dicom-parser";
import { decodeText } from "./character-set.ts";
import { DicomError } from "./errors.ts";
import { describeTag, type Keyword, TAGS } from "./tags.ts";

/** A parsed DICOM object: its bytes, its elements and how they are encoded. */
export interface DicomObject {
  readonly bytes: Uint8Array;
  readonly transferSyntaxUid: string;
  readonly dataSet: DataSet;
}

/** The element of an attribute, or null where the object has none or an empty one. */
export function element(object: DicomObject, keyword: Keyword): Element | null {
  const found = object.dataSet.elements[TAGS[keyword]];
  return found === undefined || found.length === 0 ? null : found;
}

/** All values of a text attribute, trimmed; empty where it is absent. */
export function strings(object: DicomObject, keyword: Keyword): readonly string[] {
  const found = element(object, keyword);
  if (found === null) return [];
  const set = keyword === "SpecificCharacterSet" ? null : text(object, "SpecificCharacterSet");
  const bytes = object.bytes.subarray(found.dataOffset, found.dataOffset + found.length);
  const decoded = decodeText(bytes, set).replace(/[\0 ]+$/, "");
  return decoded.split("\\").map((value) => value.trim());
}

/** The first value of a text attribute, or null where it is absent or empty. */
export function text(object: DicomObject, keyword: Keyword): string | null {
  return strings(object, keyword)[0] || null;
}

/** All values of a decimal or integer string attribute (DS, IS); none where it is absent or blank. */
export function decimals(object: DicomObject, keyword: Keyword): readonly number[] {
  const values = strings(object, keyword);
  if (values.every((value) => value === "")) return [];
  return values.map((value) => {
    const number = value === "" ? Number.NaN : Number(value);
    if (!Number.isFinite(number)) {
      throw new DicomError(
        "CORRUPT_IMAGE",
        `${describeTag(keyword)} is "${value}", which is no number. Correct the attribute or export the image again.`,
        { keyword, value },
      );
    }
    return number;
  });
}

/** The first value of a 16-bit attribute (US, or SS where it follows Pixel Representation). */
export function integer(object: DicomObject, keyword: Keyword, signed = false): number | null {
  const found = element(object, keyword);
  if (found === null) return null;
  if (found.length < 2) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag(keyword)} has ${found.length} byte where 2 are needed. Export the image again.`,
      { keyword, length: found.length },
    );
  }
  const tag = TAGS[keyword];
  return (signed ? object.dataSet.int16(tag) : object.dataSet.uint16(tag)) ?? null;
}

/** The items of a sequence, as objects of their own; none where it is absent or empty. */
export function items(object: DicomObject, keyword: Keyword): readonly DicomObject[] {
  const found = object.dataSet.elements[TAGS[keyword]]?.items ?? [];
  return found.flatMap(({ dataSet }) => (dataSet === undefined ? [] : [{ ...object, dataSet }]));
}

/** The first value of a 16-bit attribute that the object must have. */
export function requiredInteger(object: DicomObject, keyword: Keyword): number {
  const value = integer(object, keyword);
  if (value === null) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag(keyword)} is missing, so its pixels cannot be read. Export the image again.`,
      { keyword },
    );
  }
  return value;
}
