import { describe, expect, it } from "vitest";
import {
  checkIntensityRelationship,
  checkPresentation,
  parsePart10,
  readPadding,
  readPixelLayout,
} from "../../src/dicom/index.ts";
import { type Attributes, makeDicom } from "./make-dicom.ts";

const object = (attributes: Attributes) => parsePart10(makeDicom(attributes));

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

describe("checkPresentation", () => {
  it.each([
    ["IDENTITY", "MONOCHROME2", 0],
    ["INVERSE", "MONOCHROME1", 0],
    [null, "MONOCHROME1", 0],
    ["INVERSE", "MONOCHROME2", 1],
    ["IDENTITY", "MONOCHROME1", 1],
  ])("of shape %s with %s leaves %i remarks", (PresentationLUTShape, photometric, count) => {
    const remarks: string[] = [];
    const file = object({ PresentationLUTShape, PhotometricInterpretation: photometric });
    checkPresentation(file, readPixelLayout(file), remarks);
    expect(remarks).toHaveLength(count);
  });

  it("refuses a presentation table", () => {
    const file = object({ PresentationLUTSequence: [{ LUTExplanation: "X" }] });
    expect(() => checkPresentation(file, readPixelLayout(file), [])).toThrow(/\(2050,0010\)/);
  });
});

describe("checkIntensityRelationship", () => {
  const check = (attributes: Attributes, hasVoi: boolean, slope = 1) => {
    const remarks: string[] = [];
    const file = object(attributes);
    const modality = { kind: "rescale", slope, intercept: 0 } as const;
    checkIntensityRelationship(file, readPixelLayout(file), { modality, hasVoi }, remarks);
    return remarks;
  };

  it.each(["LOG", "DISP", null])("accepts %s", (PixelIntensityRelationship) => {
    expect(check({ PixelIntensityRelationship }, false)).toEqual([]);
  });

  it("accepts LIN with a window and refuses it without one, both by name", () => {
    const attributes = { PixelIntensityRelationship: "LIN" };
    expect(check(attributes, true).join()).toMatch(/is LIN.*own window/);
    expect(() => check(attributes, false)).toThrow(/\(0028,1040\) is LIN/);
  });

  it.each([
    [-1, "MONOCHROME2", 1, 0],
    [1, "MONOCHROME1", 1, 0],
    [1, "MONOCHROME2", 1, 1],
    [-1, "MONOCHROME1", 1, 1],
    [1, "MONOCHROME2", -1, 0],
  ])("with sign %i, %s and slope %i leaves %i remarks", (sign, photometric, slope, count) => {
    const attributes = {
      PixelIntensityRelationshipSign: sign,
      PhotometricInterpretation: photometric,
    };
    expect(check(attributes, false, slope)).toHaveLength(count);
  });
});
