import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRadiograph } from "../../src/radiograph/index.node.ts";
import { COLUMNS, encoded, greyAsRgb, image, PIXELS, ROWS } from "./make-image.ts";

/** A smooth image, which JPEG keeps well. */
const SMOOTH = Uint8Array.from(
  { length: ROWS * COLUMNS },
  (_, at) => 60 + Math.floor(at / COLUMNS),
);

describe("a JPEG", () => {
  it.each([{}, { progressive: true }])("in 8-bit grey is read (%o)", async (options) => {
    const bytes = await encoded(image(SMOOTH, 1).jpeg({ quality: 95, ...options }));
    const { pixels, rows, columns } = await readRadiograph(bytes);
    expect({ rows, columns }).toEqual({ rows: ROWS, columns: COLUMNS });
    const worst = Math.max(...SMOOTH.map((value, at) => Math.abs(value - (pixels[at] ?? 0))));
    expect(worst).toBeLessThanOrEqual(1);
  });

  it("in RGB is read where it is grey and refused where it is coloured", async () => {
    const grey = Uint8Array.from(
      { length: 3 * SMOOTH.length },
      (_, at) => SMOOTH[Math.floor(at / 3)] ?? 0,
    );
    await expect(readRadiograph(await encoded(image(grey, 3).jpeg()))).resolves.toBeDefined();
    for (let at = 0; at < 3 * 30 * COLUMNS; at += 3) grey[at] = 230;
    await expect(readRadiograph(await encoded(image(grey, 3).jpeg()))).rejects.toMatchObject({
      code: "COLOUR_IMAGE",
    });
  });

  it("in CMYK is refused by its encoding", async () => {
    const made = image(greyAsRgb([0, 0, 0]), 3)
      .toColourspace("cmyk")
      .jpeg();
    await expect(readRadiograph(await encoded(made))).rejects.toMatchObject({
      code: "UNSUPPORTED_ENCODING",
    });
  });

  it("is turned as its EXIF orientation says", async () => {
    const bytes = await encoded(image(SMOOTH, 1).withMetadata({ orientation: 6 }).jpeg());
    const { rows, columns, pixels } = await readRadiograph(bytes);
    expect({ rows, columns }).toEqual({ rows: COLUMNS, columns: ROWS });
    expect(pixels[0] ?? 0).toBeGreaterThan(pixels[ROWS - 1] ?? 0);
  });

  it("that claims 65,000 x 65,000 pixels is refused by its size", async () => {
    const bytes = await encoded(image(PIXELS, 1).jpeg());
    const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0);
    bytes.set([0xfd, 0xe8, 0xfd, 0xe8], frame + 5);
    await expect(readRadiograph(bytes)).rejects.toMatchObject({ code: "IMPLAUSIBLE_SIZE" });
  });

  it.each([{}, { progressive: true }])("is refused wherever it is cut (%o)", async (options) => {
    const whole = await encoded(image(PIXELS, 1).jpeg(options));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        await expect(readRadiograph(whole.subarray(0, length))).rejects.toMatchObject({
          name: "RefusedRadiographError",
        });
      }),
    );
  });
});
