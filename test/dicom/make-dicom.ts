import { type Keyword, TAGS } from "../../src/dicom/tags.ts";
import { TRANSFER_SYNTAX } from "../../src/dicom/transfer-syntax.ts";

/** A value as tests write it: text, 16-bit numbers, bytes, or items; null leaves the attribute out. */
type Value = string | number | readonly number[] | Uint8Array | readonly Attributes[] | null;

/** Attributes of a file under test. */
export type Attributes = Partial<Record<Keyword, Value>>;

/** Value representations of attributes that are not 16-bit numbers. */
const REPRESENTATIONS: Partial<Record<Keyword, string>> = {
  TransferSyntaxUID: "UI",
  SOPClassUID: "UI",
  SOPInstanceUID: "UI",
  PatientName: "PN",
  PatientID: "LO",
  NumberOfFrames: "IS",
  ImagerPixelSpacing: "DS",
  PixelSpacing: "DS",
  WindowCenter: "DS",
  WindowWidth: "DS",
  RescaleIntercept: "DS",
  RescaleSlope: "DS",
  WindowExplanation: "LO",
  ModalityLUTSequence: "SQ",
  VOILUTSequence: "SQ",
  PresentationLUTSequence: "SQ",
  ViewCodeSequence: "SQ",
  LUTExplanation: "LO",
  LUTData: "OW",
  RedPaletteData: "OW",
  GreenPaletteData: "OW",
  BluePaletteData: "OW",
  CodeValue: "SH",
  CodeMeaning: "LO",
  PixelIntensityRelationshipSign: "SS",
  PixelData: "OW",
};

const LONG = ["OB", "OW", "SQ", "UN", "UT"];

/** A 64 x 64 chest radiograph of 8 bits whose values rise from 0 to 252. */
const SMALL_CHEST: Attributes = {
  SOPClassUID: "1.2.840.10008.5.1.4.1.1.1.1",
  SOPInstanceUID: "2.25.1",
  Modality: "DX",
  PatientName: "Doe^Jane",
  BodyPartExamined: "CHEST",
  ViewPosition: "PA",
  SamplesPerPixel: 1,
  PhotometricInterpretation: "MONOCHROME2",
  Rows: 64,
  Columns: 64,
  BitsAllocated: 8,
  BitsStored: 8,
  HighBit: 7,
  PixelRepresentation: 0,
  PixelData: Uint8Array.from({ length: 64 * 64 }, (_, index) => (index % 64) * 4),
};

/**
 * Writes a DICOM file by hand, element by element, so that tests can write what no library would.
 * Attributes override those of `SMALL_CHEST`.
 */
export function makeDicom(attributes: Attributes = {}): Uint8Array {
  const all: Attributes = {
    TransferSyntaxUID: TRANSFER_SYNTAX.explicitLittleEndian,
    ...SMALL_CHEST,
    ...attributes,
  };
  const encoding = {
    isImplicit: all.TransferSyntaxUID === TRANSFER_SYNTAX.implicitLittleEndian,
    isBigEndian: all.TransferSyntaxUID === TRANSFER_SYNTAX.explicitBigEndian,
  };
  return joinBytes([new Uint8Array(128), ascii("DICM"), makeElements(all, encoding)]);
}

/** How numbers and value representations are written; group 2 is always explicit little endian. */
interface Encoding {
  readonly isImplicit: boolean;
  readonly isBigEndian: boolean;
}

/** Elements in ascending order of tags. */
function makeElements(attributes: Attributes, encoding: Encoding): Uint8Array {
  const keywords = (Object.keys(attributes) as Keyword[]).sort((a, b) =>
    TAGS[a] < TAGS[b] ? -1 : 1,
  );
  return joinBytes(
    keywords.map((keyword) => {
      const value = attributes[keyword] ?? null;
      return value === null ? new Uint8Array() : makeElement(keyword, value, encoding);
    }),
  );
}

/** Pixels of 16 bits allocated, little endian. */
export function words(values: ArrayLike<number>): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 2));
  Array.from(values).forEach((value, index) => {
    view.setUint16(index * 2, value & 0xffff, true);
  });
  return new Uint8Array(view.buffer);
}

/** Compressed pixel data: an empty offset table, the fragments, the delimiter. */
export function makeFragments(...fragments: readonly Uint8Array[]): Uint8Array {
  return makeFragmentsWithOffsets([], fragments);
}

/** Compressed pixel data with an offset table. */
export function makeFragmentsWithOffsets(
  offsets: readonly number[],
  fragments: readonly Uint8Array[],
): Uint8Array {
  const item = (data: Uint8Array) =>
    joinBytes([[0xfe, 0xff, 0x00, 0xe0], number(data.length, 4), data]);
  return joinBytes([
    item(joinBytes(offsets.map((offset) => number(offset, 4)))),
    ...fragments.map((data) => item(joinBytes([data, new Uint8Array(data.length % 2)]))),
    [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0],
  ]);
}

/** Joins bytes. */
export function joinBytes(parts: readonly ArrayLike<number>[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

/** One element with its header; fragments of pixel data get an undefined length. */
function makeElement(keyword: Keyword, value: Value, encoding: Encoding): Uint8Array {
  const tag = Number.parseInt(TAGS[keyword].slice(1), 16);
  const isMeta = tag >>> 16 === 2;
  const isBigEndian = encoding.isBigEndian && !isMeta;
  const isText = typeof value === "string";
  const representation = REPRESENTATIONS[keyword] ?? (isText ? "CS" : "US");
  const data = valueBytes(value, representation, encoding);
  const isFragmented = representation === "OW" && data[0] === 0xfe && data[1] === 0xff;
  const length = isFragmented ? 0xffffffff : data.length;
  const header = [...number(tag >>> 16, 2, isBigEndian), ...number(tag & 0xffff, 2, isBigEndian)];
  if (encoding.isImplicit && !isMeta) return joinBytes([header, number(length, 4), data]);
  const lengthBytes = LONG.includes(representation)
    ? [0, 0, ...number(length, 4, isBigEndian)]
    : number(length, 2, isBigEndian);
  return joinBytes([header, ascii(representation), lengthBytes, data]);
}

/** A value's bytes, padded to an even length. */
function valueBytes(value: Value, representation: string, encoding: Encoding): Uint8Array {
  if (value instanceof Uint8Array) return joinBytes([value, new Uint8Array(value.length % 2)]);
  if (typeof value === "string" || value === null) {
    const text = new TextEncoder().encode(value ?? "");
    const padding = representation === "UI" ? 0 : 0x20;
    return joinBytes([text, text.length % 2 === 1 ? [padding] : []]);
  }
  const values = typeof value === "number" ? [value] : value;
  return joinBytes(
    values.map((one) => {
      if (typeof one === "number") return number(one & 0xffff, 2, encoding.isBigEndian);
      const data = makeElements(one, encoding);
      const item = [
        ...number(0xfffe, 2, encoding.isBigEndian),
        ...number(0xe000, 2, encoding.isBigEndian),
      ];
      return joinBytes([item, number(data.length, 4, encoding.isBigEndian), data]);
    }),
  );
}

/** ASCII bytes of a string. */
function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** An unsigned number in bytes, the lowest first unless big endian. */
function number(value: number, length: number, isBigEndian = false): number[] {
  const bytes = Array.from({ length }, (_, index) => Math.floor(value / 256 ** index) % 256);
  return isBigEndian ? bytes.reverse() : bytes;
}
