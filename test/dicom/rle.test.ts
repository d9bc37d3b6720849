import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PixelLayout, parsePart10, readPixelLayout, rle } from "../../src/dicom/index.ts";
import { joinBytes, makeDicom } from "./make-dicom.ts";

const LAYOUT: PixelLayout = { ...readPixelLayout(parsePart10(makeDicom())), rows: 4, columns: 6 };
const SIXTEEN: PixelLayout = { ...LAYOUT, bitsAllocated: 16 };

/** A frame whose segments are given as they are packed. */
function makeFrame(...segments: readonly (readonly number[])[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, segments.length, true);
  let offset = 64;
  segments.forEach((segment, index) => {
    header.setUint32(4 + 4 * index, offset, true);
    offset += segment.length;
  });
  return joinBytes([new Uint8Array(header.buffer), ...segments]);
}

/** Packs bytes in runs of the same value. */
function pack(bytes: readonly number[]): number[] {
  return bytes.flatMap((byte) => [0, byte]);
}

describe("RLE", () => {
  it("unpacks runs, literals and no-ops", async () => {
    // 20 times 7, nothing, the literals 1 to 4, padding
    const frame = makeFrame([257 - 20, 7, 128, 3, 1, 2, 3, 4, 0]);
    expect([...(await rle.decode(frame, LAYOUT))]).toEqual([...new Array(20).fill(7), 1, 2, 3, 4]);
  });

  it("puts upper and lower bytes together, and interleaves colours", async () => {
    const frame = makeFrame([257 - 24, 0x12], [257 - 24, 0x34]);
    expect([...(await rle.decode(frame, SIXTEEN))]).toEqual(new Array(24).fill(0x1234));
    const colours = makeFrame([257 - 24, 1], [257 - 24, 2], [257 - 24, 3]);
    const words = await rle.decode(colours, { ...LAYOUT, samples: 3 });
    expect([...words.subarray(0, 6)]).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it("returns whatever was packed", async () => {
    const bytes = fc.array(fc.nat(255), { minLength: 24, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(bytes, async (values) => {
        expect([...(await rle.decode(makeFrame(pack(values)), LAYOUT))]).toEqual(values);
      }),
    );
  });

  it.each<[string, Uint8Array, string]>([
    ["no header", new Uint8Array(20), "TRUNCATED_FILE"],
    ["another number of segments", makeFrame([0, 1], [0, 1]), "CORRUPT_IMAGE"],
    ["too little data", makeFrame([257 - 20, 7]), "TRUNCATED_FILE"],
    ["a literal that ends early", makeFrame([23, 1, 2, 3]), "TRUNCATED_FILE"],
    ["a run without its value", makeFrame([257 - 20, 7, 257 - 4]), "TRUNCATED_FILE"],
    ["a run beyond the end", makeFrame([257 - 30, 7]), "CORRUPT_IMAGE"],
    ["an offset beyond the end", makeFrame([]).fill(255, 4, 8), "CORRUPT_IMAGE"],
  ])("refuses %s", async (_, frame, code) => {
    await expect(rle.decode(frame, LAYOUT)).rejects.toMatchObject({ code });
  });
});
