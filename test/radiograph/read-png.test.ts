import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readRadiograph, toGrey } from "../../src/radiograph/index.node.ts";
import {
  COLUMNS,
  encoded,
  greyAsRgb,
  image,
  makePng,
  PIXELS,
  pngData,
  ROWS,
} from "./make-image.ts";

describe("a PNG", () => {
  it("in 8-bit grey keeps its values and takes 0..255 as black to white", async () => {
    const radiograph = await readRadiograph(await encoded(image(PIXELS, 1).png()));
    expect(radiograph).toMatchObject({
      rows: ROWS,
      columns: COLUMNS,
      voi: { kind: "range", low: 0, high: 255 },
      photometric: "MONOCHROME2",
      view: null,
      attributes: null,
      warnings: [],
    });
    expect([...radiograph.pixels]).toEqual([...PIXELS]);
    expect(toGrey(radiograph)[3]).toBe(Math.fround((PIXELS[3] ?? 0) / 255));
    expect(Object.isFrozen(radiograph)).toBe(true);
  });

  it.each([false, true])("in 16-bit grey keeps all bits (interlaced: %s)", async (progressive) => {
    const deep = Uint16Array.from(PIXELS, (value, at) => value * 256 + (at % 256));
    const made = sharp(deep, { raw: { width: COLUMNS, height: ROWS, channels: 1 } });
    const bytes = await encoded(made.toColourspace("grey16").png({ progressive }));
    const { pixels, voi, warnings } = await readRadiograph(bytes);
    expect([...pixels]).toEqual([...deep]);
    expect({ voi, warnings }).toEqual({
      voi: { kind: "range", low: 0, high: 65535 },
      warnings: [],
    });
  });

  it("in 16 bits shows the same grey as in 8", async () => {
    const deep = Uint16Array.from(PIXELS, (value) => value * 257);
    const made = sharp(deep, { raw: { width: COLUMNS, height: ROWS, channels: 1 } });
    const one = await readRadiograph(await encoded(made.toColourspace("grey16").png()));
    const two = await readRadiograph(await encoded(image(PIXELS, 1).png()));
    expect(toGrey(one)).toEqual(toGrey(two));
  });

  it("in 16 bits that holds 12 shows its own range and says so", async () => {
    const deep = Uint16Array.from(PIXELS, (value) => value * 16);
    const made = sharp(deep, { raw: { width: COLUMNS, height: ROWS, channels: 1 } });
    const { voi, warnings } = await readRadiograph(
      await encoded(made.toColourspace("grey16").png()),
    );
    expect(voi).toEqual({ kind: "range", low: 0, high: 4080 });
    expect(warnings.join()).toMatch(/at most 14 of 16 bits.*0 to 4080/);
  });

  it("in 16-bit RGB with alpha is grey or coloured as in 8 bits", async () => {
    const deep = new Uint16Array(4 * PIXELS.length).fill(65535);
    deep.set([40_000, 40_000, 40_000, 13_107, 300 * 100, 300 * 100 + 2570, 300 * 100, 65535]);
    const rgba = () =>
      sharp(deep, { raw: { width: COLUMNS, height: ROWS, channels: 4 } }).toColourspace("rgb16");
    const { pixels, warnings } = await readRadiograph(await encoded(rgba().png()));
    expect(pixels[0]).toBe(8000);
    expect(warnings).toEqual(["1 transparent pixels were laid on black."]);
    deep[5] = 300 * 100 + 2571;
    await expect(readRadiograph(await encoded(rgba().png()))).rejects.toMatchObject({
      code: "COLOUR_IMAGE",
    });
  });

  it.each([
    ["RGB", false],
    ["palette", true],
  ])("in grey %s gives the same pixels", async (_, palette) => {
    const first = PIXELS[0] ?? 0;
    const made = image(greyAsRgb([first, first, first]), 3);
    const radiograph = await readRadiograph(await encoded(made.png({ palette })));
    expect([...radiograph.pixels]).toEqual([...PIXELS]);
  });

  it("keeps its values whatever colour profile it carries", async () => {
    const first = PIXELS[0] ?? 0;
    const made = image(greyAsRgb([first, first, first]), 3).withIccProfile("p3");
    const radiograph = await readRadiograph(await encoded(made.png()));
    const plain = await sharp(await encoded(made.png()), { ignoreIcc: true })
      .raw()
      .toBuffer();
    expect([...radiograph.pixels]).toEqual([...plain].filter((_, at) => at % 3 === 0));
  });

  it("is near-grey up to the tolerance and coloured above it", async () => {
    const near = await encoded(image(greyAsRgb([100, 110, 105]), 3).png());
    expect((await readRadiograph(near)).pixels[0]).toBe(106); // 0.299 R + 0.587 G + 0.114 B
    const coloured = await encoded(image(greyAsRgb([100, 111, 105]), 3).png());
    await expect(readRadiograph(coloured)).rejects.toMatchObject({
      code: "COLOUR_IMAGE",
      message: expect.stringContaining("row 0, column 0"),
    });
  });

  it("with alpha is laid on black, whatever colour hides under transparency", async () => {
    const samples = new Uint8Array(4 * PIXELS.length).fill(255);
    samples.set([255, 0, 0, 0, 200, 200, 200, 51]);
    samples[4 * PIXELS.length - 2] = 250;
    const radiograph = await readRadiograph(await encoded(image(samples, 4).png()));
    expect([...radiograph.pixels.subarray(0, 3)]).toEqual([0, 40, 255]);
    expect(radiograph.warnings).toEqual(["2 transparent pixels were laid on black."]);
  });

  it("with opaque alpha is read without remark", async () => {
    const samples = Uint8Array.from({ length: 2 * PIXELS.length }, (_, at) =>
      at % 2 === 1 ? 255 : (PIXELS[at / 2] ?? 0),
    );
    const radiograph = await readRadiograph(await encoded(image(samples, 2).png()));
    expect([...radiograph.pixels]).toEqual([...PIXELS]);
    expect(radiograph.warnings).toEqual([]);
  });

  it.each([
    ["100,000 x 100,000 pixels", { columns: 100_000, rows: 100_000 }, "IMPLAUSIBLE_SIZE"],
    ["too few pixels", { columns: 63, rows: 64 }, "IMPLAUSIBLE_SIZE"],
    ["a strip", { columns: 64, rows: 200 }, "IMPLAUSIBLE_SIZE"],
    ["no pixels", { columns: 0, rows: 0 }, "IMPLAUSIBLE_SIZE"],
    ["more pixels than its bytes can hold", { columns: 4000, rows: 4000 }, "CORRUPT_IMAGE"],
    ["4 bits", { columns: 64, rows: 64, bitDepth: 4 }, "UNSUPPORTED_ENCODING"],
    ["bits that do not exist", { columns: 64, rows: 64, bitDepth: 9 }, "UNSUPPORTED_ENCODING"],
    [
      "a colour type that does not exist",
      { columns: 64, rows: 64, colourType: 5 },
      "CORRUPT_IMAGE",
    ],
  ])("with %s is refused by its header", async (_, fields, code) => {
    await expect(readRadiograph(makePng(fields))).rejects.toMatchObject({ code });
  });

  it("refuses 100,000 x 100,000 pixels without allocating them", async () => {
    const before = process.memoryUsage().rss;
    const bytes = makePng({ columns: 100_000, rows: 100_000 });
    await expect(readRadiograph(bytes)).rejects.toThrow(/100000 rows x 100000 columns/);
    expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
  });

  it("of one value is refused", async () => {
    const flat = image(new Uint8Array(PIXELS.length).fill(9), 1);
    await expect(readRadiograph(await encoded(flat.png()))).rejects.toMatchObject({
      code: "ZERO_CONTRAST",
    });
  });

  it("is refused wherever it is cut", async () => {
    const whole = await encoded(image(PIXELS, 1).png());
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        await expect(readRadiograph(whole.subarray(0, length))).rejects.toMatchObject({
          name: "RefusedRadiographError",
        });
      }),
    );
  });

  it("is refused whichever byte after the signature is changed", async () => {
    const whole = await encoded(image(PIXELS, 1).png());
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 8, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const bytes = whole.slice();
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          await expect(readRadiograph(bytes)).rejects.toMatchObject({
            name: "RefusedRadiographError",
          });
        },
      ),
    );
  });

  it("whose chunks are whole but whose rows are missing is refused by the decoder", async () => {
    const size = { columns: 64, rows: 64 };
    await expect(readRadiograph(makePng(size, pngData(64, 64)))).resolves.toMatchObject(size);
    await expect(readRadiograph(makePng(size, pngData(40, 64)))).rejects.toMatchObject({
      code: "CORRUPT_IMAGE",
    });
    const half = pngData(64, 64).subarray(0, 100);
    await expect(readRadiograph(makePng(size, half))).rejects.toMatchObject({
      code: "CORRUPT_IMAGE",
    });
  });
});
