import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readRadiograph } from "../../src/radiograph/index.node.ts";
import { COLUMNS, encoded, greyAsRgb, image, PIXELS, ROWS } from "./make-image.ts";
import { makeTiff } from "./make-tiff.ts";

const PAGE = { rows: ROWS, columns: COLUMNS, data: PIXELS };
const DEEP = Uint16Array.from(PIXELS, (value, at) => value * 257 - (at % 2) * (value > 0 ? 1 : 0));
const DEEP_IMAGE = () =>
  sharp(DEEP, { raw: { width: COLUMNS, height: ROWS, channels: 1 } }).toColourspace("grey16");

describe("a TIFF", () => {
  it.each(["none", "lzw", "deflate", "packbits"] as const)(
    "of 8 bits in %s keeps its values",
    async (compression) => {
      const radiograph = await readRadiograph(
        await encoded(image(PIXELS, 1).tiff({ compression })),
      );
      expect(radiograph).toMatchObject({
        rows: ROWS,
        columns: COLUMNS,
        voi: { kind: "range", low: 0, high: 255 },
        warnings: [],
        source: { format: "tiff" },
      });
      expect([...radiograph.pixels]).toEqual([...PIXELS]);
    },
  );

  it.each(["none", "lzw", "deflate"] as const)(
    "of 16 bits in %s keeps its values",
    async (compression) => {
      const { pixels, voi } = await readRadiograph(
        await encoded(DEEP_IMAGE().tiff({ compression })),
      );
      expect([...pixels]).toEqual([...DEEP]);
      expect(voi).toEqual({ kind: "range", low: 0, high: 65535 });
    },
  );

  it("in tiles, and in RGB that is grey, gives the same pixels", async () => {
    const tiled = image(PIXELS, 1).tiff({
      compression: "deflate",
      tile: true,
      tileWidth: 64,
      tileHeight: 64,
    });
    expect([...(await readRadiograph(await encoded(tiled))).pixels]).toEqual([...PIXELS]);
    const first = PIXELS[0] ?? 0;
    const rgb = image(greyAsRgb([first, first, first]), 3).tiff({ compression: "none" });
    expect([...(await readRadiograph(await encoded(rgb))).pixels]).toEqual([...PIXELS]);
    const coloured = image(greyAsRgb([250, 0, 0]), 3).tiff({ compression: "none" });
    await expect(readRadiograph(await encoded(coloured))).rejects.toMatchObject({
      code: "COLOUR_IMAGE",
    });
  });

  it.each([true, false])(
    "is read in either byte order (little endian: %s)",
    async (isLittleEndian) => {
      const { pixels } = await readRadiograph(makeTiff([PAGE], isLittleEndian));
      expect([...pixels]).toEqual([...PIXELS]);
    },
  );

  it("whose white is zero is turned over", async () => {
    const { pixels } = await readRadiograph(makeTiff([{ ...PAGE, photometric: 0 }]));
    expect([...pixels]).toEqual([...PIXELS].map((value) => 255 - value));
  });

  it("of 12 bits in 16 whose white is zero is shown over its own range", async () => {
    const values = Uint16Array.from(PIXELS, (value) => value * 15);
    const data = new Uint8Array(values.buffer);
    const page = { rows: ROWS, columns: COLUMNS, bitsPerSample: 16, photometric: 0, data };
    const { pixels, voi, warnings } = await readRadiograph(makeTiff([page]));
    const [lowest, highest] = [Math.min(...values), Math.max(...values)];
    expect([...pixels]).toEqual(Array.from(values, (value) => 65535 - value));
    expect(voi).toEqual({ kind: "range", low: 65535 - highest, high: 65535 - lowest });
    expect(warnings).toEqual([
      `Its values use at most 14 of 16 bits; the image's own range is shown, ${lowest} to ${highest}.`,
    ]);
  });

  it("of several pages is read by its first, and says so", async () => {
    const second = { ...PAGE, data: PIXELS.map((value) => 255 - value) };
    const { pixels, warnings } = await readRadiograph(makeTiff([PAGE, second]));
    expect([...pixels]).toEqual([...PIXELS]);
    expect(warnings).toEqual(["Of 2 pages the first is read."]);
  });

  it.each<[string, Uint8Array, string, RegExp]>([
    ["no page", Uint8Array.of(0x49, 0x49, 42, 0, 0, 0, 0, 0), "CORRUPT_IMAGE", /no page/],
    ["absurd size", makeTiff([{ ...PAGE, rows: 100_000 }]), "IMPLAUSIBLE_SIZE", /100000 rows/],
    ["12 bits", makeTiff([{ ...PAGE, bitsPerSample: 12 }]), "UNSUPPORTED_ENCODING", /12 bits/],
    ["floats", makeTiff([{ ...PAGE, fields: { 339: 3 } }]), "UNSUPPORTED_ENCODING", /floating/],
    [
      "a palette",
      makeTiff([{ ...PAGE, photometric: 3 }]),
      "UNSUPPORTED_ENCODING",
      /interpretation 3/,
    ],
    [
      "JPEG inside",
      makeTiff([{ ...PAGE, fields: { 259: 7 } }]),
      "UNSUPPORTED_ENCODING",
      /compression 7/,
    ],
    [
      "too little data",
      makeTiff([{ ...PAGE, rows: ROWS + 9, fields: { 278: ROWS + 9 } }]),
      "CORRUPT_IMAGE",
      /cannot hold/,
    ],
    ["strips missing", makeTiff([{ ...PAGE, fields: { 278: 10 } }]), "CORRUPT_IMAGE", /needs 7/],
    [
      "strips outside",
      makeTiff([{ ...PAGE, fields: { 273: 7000 } }]),
      "TRUNCATED_FILE",
      /ends before/,
    ],
    [
      "another kind",
      Uint8Array.of(0x49, 0x49, 0x2b, 0, 0, 0, 0, 0),
      "UNSUPPORTED_ENCODING",
      /BigTIFF/,
    ],
  ])("with %s is refused", async (_, bytes, code, message) => {
    await expect(readRadiograph(bytes)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it("whose pages go round in a circle is refused", async () => {
    const bytes = makeTiff([PAGE]);
    const directory = new DataView(bytes.buffer).getUint32(4, true);
    new DataView(bytes.buffer).setUint32(bytes.length - 4, directory, true);
    await expect(readRadiograph(bytes)).rejects.toThrow(/more than 1000 pages/);
  });

  it("is refused wherever it is cut", async () => {
    for (const whole of [
      makeTiff([PAGE]),
      await encoded(DEEP_IMAGE().tiff({ compression: "lzw" })),
    ]) {
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
          await expect(readRadiograph(whole.subarray(0, length))).rejects.toMatchObject({
            name: "RefusedRadiographError",
          });
        }),
      );
    }
  });
});
