import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkInput, type Radiograph, resize, toGrey } from "../../src/radiograph/index.ts";

const side = fc.integer({ min: 1, max: 40 });
const size = fc.record({ rows: side, columns: side });

/** An image whose value is a function of row and column. */
function draw(rows: number, columns: number, value: (row: number, column: number) => number) {
  return Float32Array.from({ length: rows * columns }, (_, at) =>
    value(Math.floor(at / columns), at % columns),
  );
}

describe("resize", () => {
  it("keeps a constant image", () => {
    fc.assert(
      fc.property(size, size, fc.float({ min: 0, max: 1, noNaN: true }), (from, to, value) => {
        const resized = resize(
          draw(from.rows, from.columns, () => value),
          from,
          to,
        );
        for (const pixel of resized) expect(pixel).toBeCloseTo(value, 6);
      }),
    );
  });

  it("is the identity at the same size", () => {
    const from = { rows: 7, columns: 5 };
    const image = draw(7, 5, (row, column) => row * 10 + column);
    expect(resize(image, from, from)).toEqual(image);
  });

  it("keeps the mean of a linear ramp, which lies symmetric about its middle", () => {
    fc.assert(
      fc.property(size, size, (from, to) => {
        const ramp = draw(from.rows, from.columns, (row, column) => row + 2 * column);
        const mean = (image: Float32Array) => image.reduce((a, b) => a + b, 0) / image.length;
        expect(mean(resize(ramp, from, to))).toBeCloseTo(mean(ramp), 3);
      }),
    );
  });

  it("stays within the values of the image", () => {
    const values = fc.array(fc.float({ min: -5, max: 5, noNaN: true }), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(values, size, (image, to) => {
        const resized = resize(Float32Array.from(image), { rows: 3, columns: 4 }, to);
        for (const pixel of resized) {
          expect(pixel).toBeGreaterThanOrEqual(Math.min(...image) - 1e-5);
          expect(pixel).toBeLessThanOrEqual(Math.max(...image) + 1e-5);
        }
      }),
    );
  });

  it("commutes with transposition up to rounding", () => {
    const image = draw(9, 6, (row, column) => Math.sin(row * 3 + column));
    const transposed = draw(6, 9, (row, column) => image[column * 6 + row] ?? 0);
    const one = resize(image, { rows: 9, columns: 6 }, { rows: 4, columns: 8 });
    const two = resize(transposed, { rows: 6, columns: 9 }, { rows: 8, columns: 4 });
    one.forEach((value, at) => {
      expect(two[(at % 8) * 4 + Math.floor(at / 8)]).toBeCloseTo(value, 6);
    });
  });

  // By hand: 4 pixels to 2, scale 2, triangle of half-width 2 about 1: distances 0.5, 0.5, 1.5 of
  // pixels 0 to 2 give 3/4, 3/4, 1/4, which sum to 7/4.
  it("gives the weights of the triangle filter", () => {
    const resized = resize(
      Float32Array.of(7, 0, 0, 0),
      { rows: 1, columns: 4 },
      { rows: 1, columns: 2 },
    );
    expect([...resized]).toEqual([3, 0]);
    const third = resize(
      Float32Array.of(0, 0, 7, 0),
      { rows: 1, columns: 4 },
      { rows: 1, columns: 2 },
    );
    expect([...third]).toEqual([1, 3]);
  });
});

describe("networkInput", () => {
  it("is the resized grey, stretched to a square", () => {
    const rows = 130;
    const columns = 70;
    const radiograph: Radiograph = {
      pixels: draw(rows, columns, (row, column) => (row * 31 + column * 17) % 1000),
      rows,
      columns,
      voi: { kind: "linear", center: 500, width: 800 },
      photometric: "MONOCHROME1",
      padding: { low: 0, high: 0 },
      frame: 0,
      source: { format: "dicom", bytes: 0, sha256: "" },
      view: null,
      pixelSpacing: null,
      warnings: [],
      attributes: null,
    };
    const expected = resize(toGrey(radiograph), { rows, columns }, { rows: 32, columns: 32 });
    expect(networkInput(radiograph, 32)).toEqual(expected);
  });
});
