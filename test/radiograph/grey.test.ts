import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Photometric, type Radiograph, toGrey, type Voi } from "../../src/radiograph/index.ts";

/** A radiograph of one row. */
function row(
  values: readonly number[],
  voi: Voi,
  photometric: Photometric = "MONOCHROME2",
  padding: Radiograph["padding"] = null,
): Radiograph {
  return {
    pixels: Float32Array.from(values),
    rows: 1,
    columns: values.length,
    voi,
    photometric,
    padding,
    frame: 0,
    source: { format: "dicom", bytes: 0, sha256: "" },
    view: null,
    pixelSpacing: null,
    warnings: [],
    attributes: null,
  };
}

const grey = (...args: Parameters<typeof row>) => [...toGrey(row(...args))];

describe("toGrey", () => {
  // Values by hand from PS3.3 C.11.2.1.2.1 with ymin = 0 and ymax = 1; c = 2048, w = 4096 is its own example.
  it("follows the linear window of the standard", () => {
    expect(
      grey([0, 2047.5, 4095, -1, 5000], { kind: "linear", center: 2048, width: 4096 }),
    ).toEqual([0, 0.5, 1, 0, 1]);
    expect(grey([-50, 49, 0], { kind: "linear", center: 0, width: 100 })).toEqual([
      0,
      1,
      Math.fround(0.5 / 99 + 0.5),
    ]);
    expect(grey([-1, 0, 1], { kind: "linear", center: 0, width: 1 })).toEqual([0, 1, 1]);
    expect(grey([0, 1, 128, 255], { kind: "linear", center: 128, width: 256 })).toEqual(
      [0, 1, 128, 255].map((value) => Math.fround(value / 255)),
    );
  });

  it("follows the exact linear and the sigmoid window of the standard", () => {
    expect(grey([-50, 0, 50, 25], { kind: "linear-exact", center: 0, width: 100 })).toEqual([
      0, 0.5, 1, 0.75,
    ]);
    const [middle, above] = grey([10, 35], { kind: "sigmoid", center: 10, width: 100 });
    expect(middle).toBe(0.5);
    expect(above).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
  });

  it("inverts MONOCHROME1 after the window, and keeps padding black", () => {
    const voi = { kind: "range", low: 0, high: 100 } as const;
    expect(grey([0, 25, 100], voi, "MONOCHROME1")).toEqual([1, 0.75, 0]);
    expect(grey([0, 25, 100], voi, "MONOCHROME1", { low: 0, high: 0 })).toEqual([0, 0.75, 0]);
    expect(grey([0, 25, 100], voi, "MONOCHROME2", { low: 25, high: 200 })).toEqual([0, 0, 0]);
  });

  it("is monotone, within 0..1, and reversed by MONOCHROME1 for every window", () => {
    const number = fc.double({ min: -40_000, max: 40_000, noNaN: true });
    const window = fc.record({
      kind: fc.constantFrom("linear", "linear-exact", "sigmoid"),
      center: number,
      width: fc.double({ min: 1, max: 70_000, noNaN: true }),
    });
    fc.assert(
      fc.property(window, fc.array(number, { minLength: 2 }), (voi, values) => {
        const sorted = [...Float32Array.from(values)].sort((a, b) => a - b);
        const up = grey(sorted, voi);
        const down = grey(sorted, voi, "MONOCHROME1");
        up.forEach((value, at) => {
          expect(value).toBeGreaterThanOrEqual(up[at - 1] ?? 0);
          expect(value).toBeLessThanOrEqual(1);
          expect(value + (down[at] ?? 9)).toBeCloseTo(1, 6);
        });
      }),
    );
  });

  it.each([
    ["of integers", 0],
    ["with a fraction in it", 0.25],
  ])("of a large image %s is that of its parts", (_, fraction) => {
    const values = Array.from({ length: 400_000 }, (_, at) => ((at * 7919) % 70_000) - 4000);
    values[12_345] = 100 + fraction;
    const voi = { kind: "sigmoid", center: 9000, width: 20_000 } as const;
    const padding = { low: 5, high: 50 };
    const whole = grey(values, voi, "MONOCHROME1", padding);
    const parts = [0, 100_000, 200_000, 300_000].flatMap((start) =>
      grey(values.slice(start, start + 100_000), voi, "MONOCHROME1", padding),
    );
    expect(Buffer.from(Float32Array.from(whole).buffer)).toEqual(
      Buffer.from(Float32Array.from(parts).buffer),
    );
  });

  it("goes through a table by the nearest integer, whose ends hold beyond it", () => {
    const voi = { kind: "table", first: -1, grey: Float32Array.of(0.25, 0.5, 1) } as const;
    expect(grey([-9, -1, -0.4, 0.4, 0.6, 1, 99], voi)).toEqual([0.25, 0.25, 0.5, 0.5, 1, 1, 1]);
    expect(grey([-9, 99], voi, "MONOCHROME1")).toEqual([0.75, 0]);
  });
});
