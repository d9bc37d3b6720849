import { describe, expect, it } from "vitest";
import {
  lookUp,
  parsePart10,
  readModalityLut,
  readPixelLayout,
  readVoi,
} from "../../src/dicom/index.ts";
import { TRANSFER_SYNTAX } from "../../src/dicom/transfer-syntax.ts";
import { type Attributes, makeDicom, words } from "./make-dicom.ts";

const object = (attributes: Attributes) => parsePart10(makeDicom(attributes));
const voi = (attributes: Attributes, remarks: string[] = []) => {
  const file = object(attributes);
  return readVoi(file, readPixelLayout(file), remarks);
};
const modality = (attributes: Attributes, remarks: string[] = []) => {
  const file = object(attributes);
  return readModalityLut(file, readPixelLayout(file), remarks);
};

/** A table of 4 entries of 12 bits whose first one belongs to the value 10. */
const TABLE: Attributes = { LUTDescriptor: [4, 10, 12], LUTData: words([0, 100, 200, 4095]) };

describe("readVoi", () => {
  it("has none where none is given", () => {
    expect(voi({})).toBeNull();
  });

  it.each([
    [null, "linear"],
    ["LINEAR", "linear"],
    ["LINEAR_EXACT", "linear-exact"],
    ["SIGMOID", "sigmoid"],
  ])("reads VOI LUT Function %s", (VOILUTFunction, kind) => {
    const read = voi({ WindowCenter: "-10.5", WindowWidth: "1e3", VOILUTFunction });
    expect(read).toEqual({ kind, center: -10.5, width: 1000 });
  });

  it("takes the first of several windows and says which", () => {
    const remarks: string[] = [];
    const attributes = {
      WindowCenter: "100\\200",
      WindowWidth: "50\\60",
      WindowExplanation: "NORMAL\\HARDER",
    };
    expect(voi(attributes, remarks)).toMatchObject({ center: 100, width: 50 });
    expect(remarks).toEqual([
      'WindowCenter (0028,1050) offers 2 windows; the first "NORMAL" is used: center 100, width 50.',
    ]);
  });

  it.each<[string, Attributes, string]>([
    ["no width", { WindowCenter: "1" }, "CORRUPT_IMAGE"],
    ["a linear width below 1", { WindowCenter: "1", WindowWidth: "0.5" }, "CORRUPT_IMAGE"],
    [
      "another function",
      { WindowCenter: "1", WindowWidth: "2", VOILUTFunction: "LOG" },
      "UNSUPPORTED_ENCODING",
    ],
    ["a table without data", { VOILUTSequence: [{ LUTDescriptor: [4, 0, 12] }] }, "CORRUPT_IMAGE"],
    [
      "a table with too little data",
      { VOILUTSequence: [{ ...TABLE, LUTDescriptor: [5, 0, 12] }] },
      "CORRUPT_IMAGE",
    ],
    [
      "a table with entries beyond its bits",
      { VOILUTSequence: [{ ...TABLE, LUTDescriptor: [4, 0, 10] }] },
      "CORRUPT_IMAGE",
    ],
    [
      "a table of 20 bits",
      { VOILUTSequence: [{ ...TABLE, LUTDescriptor: [4, 0, 20] }] },
      "CORRUPT_IMAGE",
    ],
  ])("refuses %s", (_, attributes, code) => {
    expect(() => voi(attributes)).toThrow(expect.objectContaining({ code }));
  });

  it("uses a window beside a table and says so", () => {
    const remarks: string[] = [];
    const attributes = { WindowCenter: "1", WindowWidth: "2", VOILUTSequence: [TABLE] };
    expect(voi(attributes, remarks)).toMatchObject({ width: 2 });
    expect(remarks.join()).toMatch(/\(0028,3010\) is an alternative/);
  });

  it("takes the first of several tables and says which", () => {
    const remarks: string[] = [];
    const second = { ...TABLE, LUTDescriptor: [4, 99, 12] };
    const first = { ...TABLE, LUTExplanation: "NORMAL" };
    expect(voi({ VOILUTSequence: [first, second] }, remarks)).toEqual({
      kind: "table",
      table: { first: 10, entries: Uint16Array.of(0, 100, 200, 4095), highest: 4095 },
    });
    expect(remarks.join()).toMatch(/offers 2 tables; the first "NORMAL" is used/);
  });

  it.each([
    TRANSFER_SYNTAX.implicitLittleEndian,
    TRANSFER_SYNTAX.explicitLittleEndian,
    TRANSFER_SYNTAX.explicitBigEndian,
  ])("reads the same table in %s", (TransferSyntaxUID) => {
    const isBigEndian = TransferSyntaxUID === TRANSFER_SYNTAX.explicitBigEndian;
    const data = isBigEndian ? Uint8Array.of(0, 0, 0, 100, 0, 200, 15, 255) : TABLE.LUTData;
    const read = voi({ TransferSyntaxUID, VOILUTSequence: [{ ...TABLE, LUTData: data ?? null }] });
    expect(read).toMatchObject({
      table: { first: 10, entries: Uint16Array.of(0, 100, 200, 4095) },
    });
  });
});

describe("readModalityLut", () => {
  it("defaults to the identity", () => {
    expect(modality({})).toEqual({ kind: "rescale", slope: 1, intercept: 0 });
  });

  it("refuses a slope of 0", () => {
    expect(() => modality({ RescaleSlope: "0" })).toThrow(/\(0028,1053\) is 0/);
  });

  it("reads a table, which excludes a slope, and says so", () => {
    const remarks: string[] = [];
    const read = modality({ ModalityLUTSequence: [TABLE], RescaleSlope: "2" }, remarks);
    expect(read).toMatchObject({ kind: "table", table: { first: 10, highest: 4095 } });
    expect(remarks.join()).toMatch(/\(0028,3000\), which excludes it/);
  });

  it("reads entries of 8 bits from bytes and from words, and 65,536 of them as 0", () => {
    const bytes = { LUTDescriptor: [4, 0, 8], LUTData: Uint8Array.of(1, 2, 3, 255) };
    const inWords = { LUTDescriptor: [4, 0, 8], LUTData: words([1, 2, 3, 255]) };
    for (const item of [bytes, inWords]) {
      expect(modality({ ModalityLUTSequence: [item] })).toMatchObject({
        table: { entries: Uint16Array.of(1, 2, 3, 255), highest: 255 },
      });
    }
    const whole = { LUTDescriptor: [0, 0, 16], LUTData: new Uint8Array(131_072) };
    const read = modality({ ModalityLUTSequence: [whole] });
    expect(read.kind === "table" && read.table.entries.length).toBe(65_536);
  });

  it("takes the first value of implicit files as signed where the pixels are", () => {
    const item = { ...TABLE, LUTDescriptor: [4, -5, 12] };
    const implicit = { TransferSyntaxUID: TRANSFER_SYNTAX.implicitLittleEndian };
    const signed = modality({ ...implicit, PixelRepresentation: 1, ModalityLUTSequence: [item] });
    expect(signed).toMatchObject({ table: { first: -5 } });
    const unsigned = modality({ ...implicit, ModalityLUTSequence: [item] });
    expect(unsigned).toMatchObject({ table: { first: 65_531 } });
  });
});

describe("lookUp", () => {
  it("gives values beyond the table its ends", () => {
    const table = { first: 10, entries: Uint16Array.of(7, 8, 9), highest: 255 };
    expect([-3, 10, 11, 12, 13, 900].map((value) => lookUp(table, value))).toEqual([
      7, 7, 8, 9, 9, 9,
    ]);
  });
});
