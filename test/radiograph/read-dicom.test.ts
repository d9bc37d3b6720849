import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRadiograph, toGrey } from "../../src/radiograph/index.node.ts";
import { type Attributes, makeDicom, makeFragments, words } from "../dicom/make-dicom.ts";
import { COLUMNS, encoded, image, PIXELS, ROWS } from "./make-image.ts";

const read = (attributes: Attributes) => readRadiograph(makeDicom(attributes));

const TWELVE: Attributes = {
  BitsAllocated: 16,
  BitsStored: 12,
  HighBit: 11,
  PixelData: words(Array.from({ length: 64 * 64 }, (_, index) => 500 + (index % 2048))),
};

describe("a DICOM file", () => {
  it("gives pixels, attributes and where it came from", async () => {
    const bytes = makeDicom({ PixelSpacing: "0.14\\0.15" });
    const radiograph = await readRadiograph(bytes);
    expect(radiograph).toMatchObject({
      rows: 64,
      columns: 64,
      voi: { kind: "range", low: 0, high: 255 },
      photometric: "MONOCHROME2",
      padding: null,
      view: "PA",
      pixelSpacing: [0.14, 0.15],
      warnings: [],
      attributes: { modality: "DX", patientName: "Doe^Jane" },
      source: { format: "dicom", bytes: bytes.length },
    });
    expect(radiograph.source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(radiograph.pixels[63]).toBe(252);
  });

  it("takes a decimal attribute of spaces alone as absent (PS3.5 6.2)", async () => {
    const blank = {
      WindowCenter: "  ",
      WindowWidth: "  ",
      RescaleIntercept: " ",
      NumberOfFrames: " ",
    };
    const [radiograph, plain] = [await read(blank), await read({})];
    expect([radiograph.voi, radiograph.pixels]).toEqual([plain.voi, plain.pixels]);
  });

  it("reads JPEG baseline", async () => {
    const jpeg = await encoded(image(PIXELS, 1).jpeg({ quality: 90 }));
    const attributes = {
      TransferSyntaxUID: "1.2.840.10008.1.2.4.50",
      Rows: ROWS,
      Columns: COLUMNS,
    };
    const inDicom = await read({ ...attributes, PixelData: makeFragments(jpeg) });
    expect(inDicom.pixels).toEqual((await readRadiograph(jpeg)).pixels);
    await expect(
      read({ ...attributes, Rows: ROWS + 1, PixelData: makeFragments(jpeg) }),
    ).rejects.toMatchObject({ code: "CORRUPT_IMAGE" });
    await expect(
      read({ ...attributes, PixelData: makeFragments(jpeg.subarray(0, -100)) }),
    ).rejects.toMatchObject({ code: "TRUNCATED_FILE" });
  });

  it("applies the modality LUT before the window", async () => {
    const radiograph = await read({
      ...TWELVE,
      RescaleSlope: "2",
      RescaleIntercept: "-1000",
      WindowCenter: "1024",
      WindowWidth: "2048",
    });
    expect([...radiograph.pixels.subarray(0, 3)]).toEqual([0, 2, 4]);
    // PS3.3 C.11.2.1.2.1: (2 - 1023.5) / 2047 + 0.5
    expect(toGrey(radiograph)[1]).toBeCloseTo((2 - 1023.5) / 2047 + 0.5, 6);
  });

  it("shows the range of its own values where a deep image has no window", async () => {
    const radiograph = await read(TWELVE);
    expect(radiograph.voi).toEqual({ kind: "range", low: 500, high: 2547 });
    expect(radiograph.warnings.join()).toMatch(/own range is shown, 500 to 2547/);
  });

  it("leaves padding out of that range and makes it black, even inverted", async () => {
    const values = Array.from({ length: 64 * 64 }, (_, index) =>
      index < 64 ? 4000 : 100 + (index % 64),
    );
    const radiograph = await read({
      ...TWELVE,
      PixelData: words(values),
      PhotometricInterpretation: "MONOCHROME1",
      PixelPaddingValue: 4000,
      RescaleSlope: "0.1",
      RescaleIntercept: "0.3",
    });
    expect(radiograph.voi).toMatchObject({ low: Math.fround(10.3), high: Math.fround(16.6) });
    const grey = toGrey(radiograph);
    expect([grey[0], grey[64], grey[127]]).toEqual([0, 1, 0]);
  });

  it("in MONOCHROME1 with inverted pixels looks the same as in MONOCHROME2", async () => {
    const inverted = Uint8Array.from({ length: 64 * 64 }, (_, index) => 255 - (index % 64) * 4);
    const one = await read({ PhotometricInterpretation: "MONOCHROME1", PixelData: inverted });
    const two = await read({});
    const difference = toGrey(one).map((value, at) => Math.abs(value - (toGrey(two)[at] ?? 9)));
    expect(Math.max(...difference)).toBeLessThan(1e-6);
  });

  it("reads the first of several frames and says so", async () => {
    const PixelData = Uint8Array.from({ length: 2 * 4096 }, (_, at) => (at < 4096 ? at % 50 : 99));
    const radiograph = await read({ NumberOfFrames: "2", PixelData });
    expect(radiograph.pixels[1]).toBe(1);
    expect(radiograph.warnings.join()).toMatch(/Of 2 frames the first/);
  });

  it.each<[string, Attributes, string, RegExp]>([
    ["absurd size", { Rows: 65535, Columns: 65535 }, "IMPLAUSIBLE_SIZE", /65535 rows/],
    ["zero contrast", { PixelData: new Uint8Array(4096) }, "ZERO_CONTRAST", /value 0/],
    [
      "a window beside all values",
      { WindowCenter: "9000", WindowWidth: "10" },
      "ZERO_CONTRAST",
      /outside its own window/,
    ],
    ["a CT", { Modality: "CT" }, "NOT_A_CHEST_RADIOGRAPH", /CT \(0008,0060\)/],
    [
      "another encoding of another body part by the body part",
      { BodyPartExamined: "HAND", TransferSyntaxUID: "1.2.840.10008.1.2.5" },
      "NOT_A_CHEST_RADIOGRAPH",
      /HAND \(0018,0015\)/,
    ],
  ])("of %s is refused", async (_, attributes, code, message) => {
    await expect(read(attributes)).rejects.toMatchObject({
      name: "RefusedRadiographError",
      code,
      message: expect.stringMatching(message),
    });
  });

  it.each(["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"])(
    "in %s is refused wherever it is cut",
    async (TransferSyntaxUID) => {
      const whole = makeDicom({ TransferSyntaxUID });
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
          await expect(readRadiograph(whole.subarray(0, length))).rejects.toMatchObject({
            name: "RefusedRadiographError",
          });
        }),
      );
    },
  );

  it("in JPEG baseline is refused wherever it is cut", async () => {
    const PixelData = makeFragments(await encoded(image(PIXELS, 1).jpeg()));
    const TransferSyntaxUID = "1.2.840.10008.1.2.4.50";
    const whole = makeDicom({ TransferSyntaxUID, Rows: ROWS, Columns: COLUMNS, PixelData });
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        await expect(readRadiograph(whole.subarray(0, length))).rejects.toMatchObject({
          name: "RefusedRadiographError",
        });
      }),
    );
  });

  it("with changed bytes is read or refused, nothing else", async () => {
    const whole = makeDicom({ WindowCenter: "100", WindowWidth: "200", PixelPaddingValue: 3 });
    const change = fc.tuple(fc.nat(700), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const outcome = await readRadiograph(bytes).catch((error: Error) => error.name);
        expect(typeof outcome === "object" || outcome === "RefusedRadiographError").toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
