import { describe, expect, it } from "vitest";
import { readRadiograph, toGrey } from "../../src/radiograph/index.node.ts";
import { type Attributes, makeDicom, words } from "../dicom/make-dicom.ts";

const read = (attributes: Attributes) => readRadiograph(makeDicom(attributes));

/** 12 bits; values rise from 0 to 4095 and begin again. */
const TWELVE: Attributes = {
  BitsAllocated: 16,
  BitsStored: 12,
  HighBit: 11,
  PixelData: words(Array.from({ length: 64 * 64 }, (_, at) => at)),
};
const INVERTED = { LUTDescriptor: [4096, 0, 12], LUTData: words(ramp((at) => 4095 - at)) };
const SQUARED = { LUTDescriptor: [4096, 0, 16], LUTData: words(ramp((at) => at * 16 + (at >> 8))) };

function ramp(of: (at: number) => number): number[] {
  return Array.from({ length: 4096 }, (_, at) => of(at));
}

describe("a DICOM file with tables", () => {
  it("goes through the modality table before the window", async () => {
    const window = { WindowCenter: "2048", WindowWidth: "4096" };
    const radiograph = await read({ ...TWELVE, ...window, ModalityLUTSequence: [INVERTED] });
    expect([...radiograph.pixels.subarray(0, 3)]).toEqual([4095, 4094, 4093]);
    expect(toGrey(radiograph)[0]).toBe(1);
  });

  it("goes through the VOI table after the rescale, by the nearest integer", async () => {
    const rescale = { RescaleSlope: "0.5", RescaleIntercept: "0.1" };
    const radiograph = await read({ ...TWELVE, ...rescale, VOILUTSequence: [SQUARED] });
    const grey = toGrey(radiograph);
    const expected = (value: number) => Math.fround((value * 16 + (value >> 8)) / 65535);
    expect([grey[0], grey[1], grey[3], grey[4000]]).toEqual(
      [0, 1, 2, 2000].map(expected), // 0.1, 0.6, 1.6, 2000.1
    );
  });

  it("is inverted after the VOI table", async () => {
    const PhotometricInterpretation = "MONOCHROME1";
    const radiograph = await read({
      ...TWELVE,
      PhotometricInterpretation,
      VOILUTSequence: [SQUARED],
    });
    const grey = toGrey(radiograph);
    expect([grey[0], grey[4095]]).toEqual([1, 0]);
  });

  it("keeps padding apart from pixels that a table maps to the same value", async () => {
    const flat = { LUTDescriptor: [4096, 0, 12], LUTData: words(ramp((at) => (at < 9 ? 3 : at))) };
    const radiograph = await read({
      ...TWELVE,
      ModalityLUTSequence: [flat],
      PixelPaddingValue: 2,
      PixelPaddingRangeLimit: 3,
      PhotometricInterpretation: "MONOCHROME1",
    });
    expect([...toGrey(radiograph).subarray(0, 5)]).toEqual([1, 1, 0, 0, 1]);
    expect(radiograph.voi).toMatchObject({ kind: "range", low: 3, high: 4095 });
  });

  it("is refused where its table shows all pixels as one grey", async () => {
    const flat = { LUTDescriptor: [2, 9000, 16], LUTData: words([5, 6]) };
    await expect(read({ ...TWELVE, VOILUTSequence: [flat] })).rejects.toMatchObject({
      code: "ZERO_CONTRAST",
    });
  });

  it("that holds values proportional to exposure is read through its own table only", async () => {
    const linear = { ...TWELVE, PixelIntensityRelationship: "LIN" };
    const radiograph = await read({ ...linear, VOILUTSequence: [INVERTED] });
    expect(radiograph.warnings.join()).toMatch(/proportional to exposure/);
    await expect(read(linear)).rejects.toMatchObject({ code: "UNSUPPORTED_ENCODING" });
  });

  it("whose view code says lateral is refused", async () => {
    const ViewCodeSequence = [{ CodeValue: "399173006", CodeMeaning: "left lateral" }];
    await expect(read({ ViewPosition: null, ViewCodeSequence })).rejects.toMatchObject({
      code: "NOT_A_CHEST_RADIOGRAPH",
      message: expect.stringContaining("(0054,0220)"),
    });
  });
});
