import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heatColour, heatGradient } from "../../src/report/colour-map.ts";
import { greyToRgb, overlayHeatmap } from "../../src/report/overlay.ts";

/** Relative luminance of sRGB bytes (WCAG 2.2), a stand-in for perceived lightness. */
function luminance([red = 0, green = 0, blue = 0]: readonly number[]): number {
  const linear = (byte: number) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

describe("the colour map", () => {
  test("gets lighter all the way, so that more looks like more", () => {
    const steps = Array.from({ length: 101 }, (_, index) => luminance(heatColour(index / 100)));
    for (const [index, value] of steps.entries()) {
      if (index > 0) expect(value).toBeGreaterThanOrEqual(steps[index - 1] ?? 0);
    }
    expect(steps[0]).toBeLessThan(0.01);
    expect(steps[100]).toBeGreaterThan(0.8);
  });

  test("has inferno's published ends", () => {
    expect(heatColour(0)).toEqual([0, 0, 4]);
    expect(heatColour(1)).toEqual([252, 255, 164]);
    expect(heatColour(-1)).toEqual(heatColour(0));
    expect(heatColour(2)).toEqual(heatColour(1));
    expect(heatGradient()).toMatch(
      /^linear-gradient\(to right, rgb\(0 0 4\), .*rgb\(252 255 164\)\)$/,
    );
  });
});

describe("overlayHeatmap", () => {
  const image = { rows: 60, columns: 90, grey: new Float32Array(60 * 90).fill(0.5) };

  test("a map that is zero everywhere leaves the radiograph as it is", () => {
    const heatmap = { rows: 14, columns: 14, data: new Float32Array(196) };
    expect(overlayHeatmap(image, heatmap)).toEqual(greyToRgb(image));
  });

  test("one hot cell is hottest at its own centre, whatever the sizes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 14 }),
        fc.integer({ min: 2, max: 14 }),
        fc.nat(),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        (rows, columns, place, heat) => {
          const data = new Float32Array(rows * columns);
          const cell = place % data.length;
          data[cell] = heat;
          const rgb = overlayHeatmap(image, { rows, columns, data });
          const changed = Array.from(
            { length: image.rows * image.columns },
            (_, pixel) =>
              Math.abs((rgb[pixel * 3] ?? 0) - 128) + Math.abs((rgb[pixel * 3 + 2] ?? 0) - 128),
          );
          const centreRow = Math.floor(((Math.floor(cell / columns) + 0.5) * image.rows) / rows);
          const centreColumn = Math.floor((((cell % columns) + 0.5) * image.columns) / columns);
          const far = changed.filter((_, pixel) => {
            const [row, column] = [Math.floor(pixel / image.columns), pixel % image.columns];
            return (
              Math.abs(row - centreRow) > image.rows / rows + 1 ||
              Math.abs(column - centreColumn) > image.columns / columns + 1
            );
          });
          expect(Math.max(0, ...far)).toBeLessThanOrEqual(1);
          expect(changed[centreRow * image.columns + centreColumn]).toBeGreaterThan(20);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  test("does not depend on the map's scale", () => {
    const data = Float32Array.from({ length: 196 }, (_, index) => (index * 37) % 11);
    const scaled = data.map((value) => value * 1024);
    expect(overlayHeatmap(image, { rows: 14, columns: 14, data })).toEqual(
      overlayHeatmap(image, { rows: 14, columns: 14, data: scaled }),
    );
  });
});
