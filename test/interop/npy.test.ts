import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { heatmapOf, heatmapsToNpy } from "../../src/reading/index.ts";
import { askPython } from "./ask-python.ts";

const folder = mkdtempSync(join(tmpdir(), "thorascope-npy-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [14, 14],
  [3, 5],
  [1, 1],
  [128, 100],
])("NumPy reads heatmaps of %i x %i cells as they are", (rows, columns) => {
  const data = Float32Array.from({ length: 14 * rows * columns }, (_, index) => index / 3);
  const heatmaps = { rows, columns, data };
  const file = join(folder, "maps.npy");
  writeFileSync(file, heatmapsToNpy(heatmaps));
  const found = askPython<{ values: number[][][] }>("npy_reference.py", "python3-numpy", { file });
  expect(found).toMatchObject({ shape: [14, rows, columns], type: "<f4", contiguous: true });
  for (const [finding, map] of found.values.entries())
    expect(Float32Array.from(map.flat())).toEqual(heatmapOf(heatmaps, finding));
});
