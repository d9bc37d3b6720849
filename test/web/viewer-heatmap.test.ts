import { expect, test } from "vitest";
import { overlayHeatmap } from "../../src/report/overlay.ts";
import { heatmapBitmap } from "../../web/src/viewer/heatmap/heatmap-bitmap.ts";

const MAP = { rows: 2, columns: 4, data: Float32Array.of(0, 1, 0, 0, 0, 2, 4, 0) };

test("a map is scaled to its own maximum, strongest at its strongest cell", () => {
  const bitmap = heatmapBitmap(MAP);
  if (bitmap === null) throw new Error("no bitmap");
  const { width, height, data } = bitmap;
  const opacityAt = (column: number, row: number) => {
    const x = Math.floor(((column + 0.5) * width) / 4);
    const y = Math.floor(((row + 0.5) * height) / 2);
    return data[(y * width + x) * 4 + 3] ?? 0;
  };
  expect(width / height).toBe(2);
  expect(opacityAt(2, 1)).toBeGreaterThan(250);
  expect(opacityAt(1, 1)).toBeGreaterThan(120);
  expect(opacityAt(1, 1)).toBeLessThan(135);
  expect(opacityAt(3, 0)).toBeLessThan(5);
});

test("over black, with a report's opacity, it is what reports show", () => {
  const bitmap = heatmapBitmap(MAP);
  if (bitmap === null) throw new Error("no bitmap");
  const { width, height, data } = bitmap;
  const black = { rows: height, columns: width, grey: new Float32Array(width * height) };
  const report = overlayHeatmap(black, MAP);
  let largest = 0;
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const opacity = (0.6 * (data[pixel * 4 + 3] ?? 0)) / 255;
      const shown = opacity * (data[pixel * 4 + channel] ?? 0);
      largest = Math.max(largest, Math.abs(shown - (report[pixel * 3 + channel] ?? 0)));
    }
  }
  expect(largest).toBeLessThan(2);
});

test("a map without anything is not drawn", () => {
  expect(heatmapBitmap({ ...MAP, data: new Float32Array(8) })).toBeNull();
});
