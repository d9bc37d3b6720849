import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadFileList, patientSides, writeSplit } from "../../src/dataset/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";
import { temporaryFolder } from "./radiograph-files.ts";
import { recordOf } from "./record.ts";

const ORIGIN = {
  source: "made-up",
  method: "by patient, stratified by finding",
  seed: 3,
  table: { name: "labels.csv", sha256: "0".repeat(64) },
};

describe("sides of given shares", () => {
  const shares = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 });

  test("keep patients together and have their shares, rare findings too", () => {
    fc.assert(
      fc.property(shares, fc.nat(1000), (wanted, seed) => {
        const rows = Array.from({ length: 400 }, (_, index) =>
          recordOf(
            `${index}.png`,
            `${Math.floor(index / 2)}`,
            index % 40 < 2 ? ["Hernia"] : index % 4 < 2 ? ["Mass"] : [],
          ),
        );
        const sides = patientSides(rows, wanted, seed);
        const total = wanted.reduce((sum, share) => sum + share, 0);
        for (const [index] of rows.entries())
          if (index % 2 === 1) expect(sides[index]).toBe(sides[index - 1]);
        for (const [side, share] of wanted.entries()) {
          const mine = rows.filter((_, index) => sides[index] === side);
          const hernias = mine.filter(({ labels }) => labels[FINDINGS.indexOf("Hernia")] === 1);
          // 400 radiographs and 20 hernias, in twos.
          expect(Math.abs(mine.length - (400 * share) / total)).toBeLessThanOrEqual(6);
          expect(Math.abs(hernias.length - (20 * share) / total)).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("need shares above 0 and a patient for each", () => {
    const rows = [recordOf("a.png", "1"), recordOf("b.png", "2")];
    expect(() => patientSides(rows, [0.7, 0], 1)).toThrow(/Shares of 0.7, 0/);
    expect(() => patientSides(rows, [1, 1, 1], 1)).toThrow(/3 parts of 2 patients/);
  });
});

describe("a written split", () => {
  const train = [recordOf("a.png", "1", ["Mass"]), recordOf("b.png", "1")];
  const held = [recordOf("c.png", "2", ["Mass", "Hernia"])];

  test("is lists that read back, and their hashes", async () => {
    const folder = join(temporaryFolder(), "split");
    const split = await writeSplit(folder, { train, test: held }, ORIGIN);
    expect((await loadFileList(join(folder, "train.txt"))).fileNames).toEqual(["a.png", "b.png"]);
    expect((await loadFileList(join(folder, "test.txt"))).fileNames).toEqual(["c.png"]);
    expect(JSON.parse(readFileSync(join(folder, "split.json"), "utf8"))).toEqual(split);
    expect(split).toMatchObject(ORIGIN);
    expect(split.sides).toMatchObject([
      { name: "train", file: "train.txt", radiographs: 2, patients: 1, positives: { Mass: 1 } },
      { name: "test", radiographs: 1, patients: 1, positives: { Mass: 1, Hernia: 1 } },
    ]);
    for (const { file, sha256 } of split.sides)
      expect(
        createHash("sha256")
          .update(readFileSync(join(folder, file)))
          .digest("hex"),
      ).toBe(sha256);
  });

  test("is refused whole where a patient is on two sides", async () => {
    const folder = join(temporaryFolder(), "split");
    const other = [recordOf("c.png", "1")];
    await expect(writeSplit(folder, { train, test: other }, ORIGIN)).rejects.toMatchObject({
      code: "PATIENT_OVERLAP",
    });
    expect(() => readdirSync(folder)).toThrow();
  });

  test("overwrites nothing", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "train.txt"), "mine");
    await expect(writeSplit(folder, { train, test: held }, ORIGIN)).rejects.toMatchObject({
      code: "SPLIT_EXISTS",
    });
    expect(readFileSync(join(folder, "train.txt"), "utf8")).toBe("mine");
  });
});
