import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { isFinding } from "../../src/findings/index.ts";
import { LESION_SIZES } from "../../src/model/card/lesion-size.ts";
import { HAS_REAL_DATA, NEEDS_REAL_DATA, REAL_DATA } from "../real-data.ts";

test.skipIf(!HAS_REAL_DATA)(
  `lesions are as wide as the boxes of ChestX-ray14 say${NEEDS_REAL_DATA}`,
  () => {
    const [, ...rows] = parse(readFileSync(join(REAL_DATA, "nih", "BBox_List_2017.csv")), {
      relax_column_count: true,
    }) as string[][];
    const sides = new Map<string, number[]>();
    for (const [, label = "", , , width, height] of rows) {
      const finding = label === "Infiltrate" ? "Infiltration" : label;
      const side = Math.min(Number(width), Number(height)) / 1024;
      sides.set(finding, [...(sides.get(finding) ?? []), side]);
    }
    expect([...sides.keys()].every(isFinding)).toBe(true);
    expect([...sides.keys()].sort()).toEqual(Object.keys(LESION_SIZES).sort());
    for (const [finding, all] of sides) {
      const sorted = all.toSorted((a, b) => a - b);
      const middle = (sorted.length - 1) / 2;
      const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
      const stated = LESION_SIZES[finding as keyof typeof LESION_SIZES];
      expect(stated?.boxes).toBe(all.length);
      expect(Math.abs((stated?.side ?? 0) - median)).toBeLessThan(0.0006);
    }
  },
);
