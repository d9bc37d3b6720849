import { describe, expect, it } from "vitest";
import {
  checkPresentationShape,
  parsePart10,
  readPadding,
  readPixelLayout,
  readRescale,
  readWindow,
} from "../../src/dicom/index.ts";
import { type Attributes, makeDicom } from "./make-dicom.ts";

const object = (attributes: Attributes) => parsePart10(makeDicom(attributes));

describe("readWindow", () => {
  it("has none where none is given", () => {
    expect(readWindow(object({}), [])).toBeNull();
  });

  it.each([
    [null, "linear"],
    ["LINEAR", "linear"],
    ["LINEAR_EXACT", "linear-exact"],
    ["SIGMOID", "sigmoid"],
  ])("reads VOI LUT Function %s", (VOILUTFunction, kind) => {
    const file = object({ WindowCenter: "-10.5", WindowWidth: "1e3", VOILUTFunction });
    expect(readWindow(file, [])).toEqual({ kind, center: -10.5, width: 1000 });
  });

  it("takes the first of several windows and says which", () => {
    const remarks: string[] = [];
    const file = object({
      WindowCenter: "100\\200",
      WindowWidth: "50\\60",
      WindowExplanation: "NORMAL\\HARDER",
    });
    expect(readWindow(file, remarks)).toMatchObject({ center: 100, width: 50 });
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
    ["a table alone", { VOILUTSequence: emptyItem() }, "UNSUPPORTED_ENCODING"],
  ])("refuses %s", (_, attributes, code) => {
    expect(() => readWindow(object(attributes), [])).toThrow(expect.objectContaining({ code }));
  });

  it("uses a window beside a table and says so", () => {
    const remarks: string[] = [];
    const file = object({ WindowCenter: "1", WindowWidth: "2", VOILUTSequence: emptyItem() });
    expect(readWindow(file, remarks)).toMatchObject({ width: 2 });
    expect(remarks.join()).toMatch(/\(0028,3010\) is an alternative/);
  });
});

describe("readRescale", () => {
  it("defaults to the identity", () => {
    expect(readRescale(object({}))).toEqual({ slope: 1, intercept: 0 });
  });

  it("refuses a slope of 0 and a table", () => {
    expect(() => readRescale(object({ RescaleSlope: "0" }))).toThrow(/\(0028,1053\) is 0/);
    expect(() => readRescale(object({ ModalityLUTSequence: emptyItem() }))).toThrow(
      /\(0028,3000\)/,
    );
  });
});

describe("readPadding", () => {
  const padding = (attributes: Attributes) => {
    const file = object(attributes);
    return readPadding(file, readPixelLayout(file));
  };

  it("reads one value or a range, signed like the pixels", () => {
    expect(padding({})).toBeNull();
    expect(padding({ PixelPaddingValue: 0 })).toEqual({ low: 0, high: 0 });
    expect(padding({ PixelPaddingValue: 9, PixelPaddingRangeLimit: 3 })).toEqual({
      low: 3,
      high: 9,
    });
    expect(padding({ PixelPaddingValue: -100, PixelRepresentation: 1 })).toEqual({
      low: -100,
      high: -100,
    });
  });

  it("ignores a value that no pixel can have", () => {
    expect(padding({ PixelPaddingValue: 300 })).toBeNull();
  });
});

describe("checkPresentationShape", () => {
  it.each([
    ["IDENTITY", "MONOCHROME2", 0],
    ["INVERSE", "MONOCHROME1", 0],
    [null, "MONOCHROME1", 0],
    ["INVERSE", "MONOCHROME2", 1],
    ["IDENTITY", "MONOCHROME1", 1],
  ])("shape %s with %s leaves %i remarks", (PresentationLUTShape, photometric, count) => {
    const remarks: string[] = [];
    const file = object({ PresentationLUTShape, PhotometricInterpretation: photometric });
    checkPresentationShape(file, readPixelLayout(file), remarks);
    expect(remarks).toHaveLength(count);
  });
});

/** A sequence of one empty item. */
function emptyItem(): Uint8Array {
  return Uint8Array.of(0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0);
}
