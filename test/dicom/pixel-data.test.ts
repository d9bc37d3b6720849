import { describe, expect, it } from "vitest";
import {
  decodeFrame,
  type PixelCodec,
  parsePart10,
  readPixelLayout,
  storedRange,
  uncompressed,
} from "../../src/dicom/index.ts";
import {
  type Attributes,
  makeDicom,
  makeFragments,
  makeFragmentsWithOffsets,
  words,
} from "./make-dicom.ts";

const SIXTEEN: Attributes = { BitsAllocated: 16, BitsStored: 16, HighBit: 15 };

async function decode(
  attributes: Attributes,
  frame = 0,
  codecs: readonly PixelCodec[] = [uncompressed],
  remarks: string[] = [],
) {
  const object = parsePart10(makeDicom(attributes));
  return decodeFrame(object, readPixelLayout(object), frame, codecs, remarks);
}

function pixels(first: readonly number[]): Uint8Array {
  return words([...first, ...new Array(64 * 64 - first.length).fill(0)]);
}

describe("stored values", () => {
  it("reads unsigned and signed 16-bit words", async () => {
    const PixelData = pixels([0, 1, 32767, 32768, 65535]);
    const unsigned = await decode({ ...SIXTEEN, PixelData });
    expect([...unsigned.subarray(0, 5)]).toEqual([0, 1, 32767, 32768, 65535]);
    const signed = await decode({ ...SIXTEEN, PixelRepresentation: 1, PixelData });
    expect([...signed.subarray(0, 5)]).toEqual([0, 1, 32767, -32768, -1]);
  });

  it("drops bits above High Bit, and extends the sign from it", async () => {
    const twelve = { BitsAllocated: 16, BitsStored: 12, HighBit: 11 };
    const PixelData = pixels([0xf7ff, 0xf800, 0x0fff]);
    const unsigned = await decode({ ...twelve, PixelData });
    expect([...unsigned.subarray(0, 3)]).toEqual([0x7ff, 0x800, 0xfff]);
    const signed = await decode({ ...twelve, PixelRepresentation: 1, PixelData });
    expect([...signed.subarray(0, 3)]).toEqual([2047, -2048, -1]);
  });

  it("takes bits from High Bit downwards where they do not begin at bit 0", async () => {
    const shifted = { BitsAllocated: 16, BitsStored: 12, HighBit: 15 };
    const values = await decode({ ...shifted, PixelData: pixels([0xfff5, 0x0010, 0x8000]) });
    expect([...values.subarray(0, 3)]).toEqual([0xfff, 1, 0x800]);
  });

  it("states the range that the bits can express", () => {
    const layout = readPixelLayout(parsePart10(makeDicom()));
    expect(storedRange(layout)).toEqual({ low: 0, high: 255 });
    expect(storedRange({ ...layout, bitsStored: 12, signed: true })).toEqual({
      low: -2048,
      high: 2047,
    });
  });
});

describe("frames", () => {
  it("says so where uncompressed pixel data is longer than needed, but for one byte of padding", async () => {
    const remarks: string[] = [];
    const longer = (extra: number) => new Uint8Array(64 * 64 + extra).fill(5);
    await decode({ PixelData: longer(0) }, 0, [uncompressed], remarks);
    expect(remarks).toEqual([]);
    await decode({ PixelData: longer(2) }, 0, [uncompressed], remarks);
    expect(remarks.join()).toMatch(/has 4098 bytes where 4096 are needed/);
  });

  const seenBy = async (attributes: Attributes, frame: number) => {
    let seen: readonly number[] = [];
    const codec: PixelCodec = {
      transferSyntaxUids: ["1.2.3"],
      async decode(bytes) {
        seen = [...bytes];
        return new Uint8Array(64 * 64);
      },
    };
    await decode({ TransferSyntaxUID: "1.2.3", NumberOfFrames: "2", ...attributes }, frame, [
      codec,
    ]);
    return seen;
  };
  const PARTS = [
    [0xff, 0xd8, 0xff, 1],
    [2, 3],
    [0xff, 0xd8, 0xff, 4],
  ].map((part) => Uint8Array.from(part));

  it.each([0, 1])("finds frame %i of several fragments each by the offset table", async (frame) => {
    const PixelData = makeFragmentsWithOffsets([0, 22], PARTS);
    expect(await seenBy({ PixelData }, frame)).toEqual(
      frame === 0 ? [0xff, 0xd8, 0xff, 1, 2, 3] : [0xff, 0xd8, 0xff, 4],
    );
  });

  it("finds it without a table by the codestreams' markers", async () => {
    const PixelData = makeFragments(...PARTS);
    expect(await seenBy({ PixelData }, 0)).toEqual([0xff, 0xd8, 0xff, 1, 2, 3]);
    expect(await seenBy({ PixelData }, 1)).toEqual([0xff, 0xd8, 0xff, 4]);
  });

  it.each([
    ["between fragments", [0, 20]],
    ["backwards", [22, 0]],
    ["to fewer frames", [0]],
    ["to more frames", [0, 12, 22]],
  ])("refuses an offset table that points %s", async (_, offsets) => {
    const PixelData = makeFragmentsWithOffsets(offsets, PARTS);
    await expect(seenBy({ PixelData }, 0)).rejects.toMatchObject({ code: "CORRUPT_IMAGE" });
  });

  it("refuses frames that nothing tells apart", async () => {
    const PixelData = makeFragments(...PARTS, Uint8Array.of(0xff, 0xd8, 0xff, 5));
    await expect(seenBy({ PixelData }, 0)).rejects.toMatchObject({ code: "UNSUPPORTED_ENCODING" });
  });

  it("finds a later frame of uncompressed pixel data", async () => {
    const PixelData = Uint8Array.from({ length: 2 * 64 * 64 }, (_, index) =>
      index < 4096 ? 1 : 2,
    );
    expect((await decode({ NumberOfFrames: "2", PixelData }, 1))[0]).toBe(2);
  });

  it("refuses pixel data that is too short for rows, columns and frames", async () => {
    await expect(decode({ Rows: 65 })).rejects.toMatchObject({
      code: "TRUNCATED_FILE",
      message: expect.stringContaining("PixelData (7FE0,0010) has 4096 bytes"),
    });
    await expect(decode({ NumberOfFrames: "2" })).rejects.toMatchObject({ code: "TRUNCATED_FILE" });
  });

  it("joins the fragments of a single compressed frame, and keeps frames of one fragment apart", async () => {
    const seen: number[][] = [];
    const codec: PixelCodec = {
      transferSyntaxUids: ["1.2.3"],
      async decode(bytes) {
        seen.push([...bytes]);
        return new Uint8Array(64 * 64);
      },
    };
    const PixelData = makeFragments(Uint8Array.of(1, 2), Uint8Array.of(3, 4));
    await decode({ TransferSyntaxUID: "1.2.3", PixelData }, 0, [codec]);
    await decode({ TransferSyntaxUID: "1.2.3", PixelData, NumberOfFrames: "2" }, 1, [codec]);
    expect(seen).toEqual([
      [1, 2, 3, 4],
      [3, 4],
    ]);
  });

  it("refuses what a codec returns if it is not rows x columns", async () => {
    const codec: PixelCodec = {
      transferSyntaxUids: ["1.2.3"],
      decode: async () => new Uint8Array(10),
    };
    const attributes = {
      TransferSyntaxUID: "1.2.3",
      PixelData: makeFragments(Uint8Array.of(1, 2)),
    };
    await expect(decode(attributes, 0, [codec])).rejects.toMatchObject({ code: "CORRUPT_IMAGE" });
  });

  it("refuses a transfer syntax without codec by its name, with the cure", async () => {
    const attributes = { TransferSyntaxUID: "1.2.840.10008.1.2.5", PixelData: makeFragments() };
    await expect(decode(attributes)).rejects.toMatchObject({
      code: "UNSUPPORTED_ENCODING",
      message: expect.stringMatching(/RLE Lossless.*gdcmconv --raw/s),
    });
  });
});

describe("readPixelLayout", () => {
  it.each<[string, Attributes, string, RegExp]>([
    ["no pixel data", { PixelData: null }, "NO_PIXEL_DATA", /\(7FE0,0010\).*cut off/],
    ["a report", { PixelData: null, Rows: null }, "NO_PIXEL_DATA", /report/],
    ["32 bits", { BitsAllocated: 32 }, "UNSUPPORTED_ENCODING", /\(0028,0100\) is 32/],
    ["more bits than room", { BitsStored: 12 }, "CORRUPT_IMAGE", /\(0028,0101\) is 12/],
    ["no bits", { BitsStored: 0 }, "CORRUPT_IMAGE", /\(0028,0101\) is 0/],
    ["a low high bit", { HighBit: 3 }, "CORRUPT_IMAGE", /\(0028,0102\) is 3/],
    [
      "another colour",
      { PhotometricInterpretation: "HSV" },
      "COLOUR_IMAGE",
      /\(0028,0004\) is HSV/,
    ],
    ["RGB of one sample", { PhotometricInterpretation: "RGB" }, "COLOUR_IMAGE", /RGB with 1/],
    ["grey of three samples", { SamplesPerPixel: 3 }, "COLOUR_IMAGE", /3 sample/],
    [
      "RGB of 16 bits",
      { ...SIXTEEN, SamplesPerPixel: 3, PhotometricInterpretation: "RGB" },
      "UNSUPPORTED_ENCODING",
      /16 with 3 samples/,
    ],
    ["no photometric", { PhotometricInterpretation: null }, "CORRUPT_IMAGE", /\(0028,0004\)/],
    ["no rows", { Rows: null }, "CORRUPT_IMAGE", /\(0028,0010\) is missing/],
    ["no frames", { NumberOfFrames: "0" }, "CORRUPT_IMAGE", /\(0028,0008\) is 0/],
    ["words for a number", { NumberOfFrames: "many" }, "CORRUPT_IMAGE", /"many"/],
    ["another sign", { PixelRepresentation: 2 }, "CORRUPT_IMAGE", /\(0028,0103\) is 2/],
  ])("refuses %s", (_, attributes, code, message) => {
    const object = parsePart10(makeDicom(attributes));
    expect(() => readPixelLayout(object)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
