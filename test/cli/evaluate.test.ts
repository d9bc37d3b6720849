import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { temporaryFolder } from "../dataset/radiograph-files.ts";
import { aurocByPairs } from "../evaluation/arbitrary.ts";
import { HAS_REAL_DATA, NEEDS_REAL_DATA, REAL_DATA } from "../real-data.ts";
import { thorascope } from "./run-command.ts";

const SAMPLES = resolve(import.meta.dirname, "../../samples");

let folder: string;
let images: string;
beforeEach(() => {
  folder = temporaryFolder();
  images = join(folder, "images");
  mkdirSync(images);
  const files = readdirSync(SAMPLES).filter((name) => /^synthetic-.*\.(png|dcm)$/.test(name));
  for (const file of files) cpSync(join(SAMPLES, file), join(images, file));
  writeFileSync(join(images, "broken.png"), "this is no image");
  const rows = [...files, "broken.png", "absent.png"].map((file, index) =>
    [file, `p${index >> 1}`, index % 2 === 0 ? "F" : "M", index % 2, index % 3 === 0 ? 1 : 0].join(
      ",",
    ),
  );
  writeFileSync(
    join(folder, "labels.csv"),
    `${["file,patient,sex,Effusion,Nodule", ...rows].join("\n")}\n`,
  );
});

const evaluate = (...more: string[]) =>
  thorascope(
    "evaluate",
    "--dataset",
    "folder",
    "--labels",
    join(folder, "labels.csv"),
    "--images",
    images,
    "--quiet",
    ...more,
  );

describe("thorascope evaluate", () => {
  test("ranks as one computes from the readings, and counts who was left out", () => {
    const { code, stdout } = evaluate("--json", "--replicates", "50");
    expect(code).toBe(0);
    const { population, evaluation } = JSON.parse(stdout);
    expect(population.missing).toBe(1);
    expect(population.refused).toMatchObject([{ radiographs: 1 }]);
    const csv = join(folder, "readings.csv");
    thorascope("read", images, "--csv", csv, "--quiet");
    const readings = parse(readFileSync(csv), { columns: true }) as Record<string, string>[];
    const labels = parse(readFileSync(join(folder, "labels.csv")), { columns: true }) as Record<
      string,
      string
    >[];
    for (const finding of ["Effusion", "Nodule"]) {
      const known = labels.flatMap((row) => {
        const reading = readings.find(({ file }) => file?.endsWith(row.file ?? ""));
        return reading?.error === ""
          ? [{ score: Number(reading[finding]), label: Number(row[finding]) }]
          : [];
      });
      const expected = aurocByPairs({
        scores: known.map(({ score }) => score),
        labels: known.map(({ label }) => label),
      });
      const found = evaluation.findings.find(({ name }: { name: string }) => name === finding);
      expect(found.auroc.value).toBeCloseTo(expected ?? Number.NaN, 6);
      expect(found.positives + found.negatives).toBe(evaluation.radiographs);
    }
    const mass = evaluation.findings.find(({ name }: { name: string }) => name === "Mass");
    expect(mass).toMatchObject({ positives: 0, negatives: 0, auroc: null });
    expect(evaluation.findings).toHaveLength(FINDINGS.length);
  });

  test("prints a table, compares a model with itself, and writes a page", () => {
    const report = join(folder, "report");
    const bundled = resolve(import.meta.dirname, "../../models/bundled");
    const { code, stdout } = evaluate(
      "--report",
      report,
      "--against",
      bundled,
      "--replicates",
      "20",
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/Effusion\s+\d+\s+0\.\d{3}/);
    expect(stdout).toMatch(/difference 0\.000 \(0\.000 to 0\.000\)/);
    const page = readFileSync(join(report, "index.html"), "utf8");
    expect(page).toContain("Not a diagnosis");
    expect(page).not.toMatch(/undefined|NaN|\[object/);
    expect(readFileSync(join(report, "auroc.svg"), "utf8")).toMatch(/^<svg/);
  });

  test("takes a list as a side, and says which sides there are", () => {
    const list = join(folder, "two.txt");
    const names = readdirSync(images)
      .filter((name) => name.startsWith("synthetic"))
      .slice(0, 2);
    writeFileSync(list, `${names.join("\n")}\n`);
    const { population } = JSON.parse(
      evaluate("--json", "--split", list, "--replicates", "5").stdout,
    );
    expect(population.labelled).toBe(2);
    const refused = evaluate("--split", "test");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /--split test: there is no such side, and no list of a published split/,
    );
  });
});

describe.skipIf(!HAS_REAL_DATA)(`on real radiographs${NEEDS_REAL_DATA}`, () => {
  test("a side of a published split is evaluated by its name", () => {
    const small = join(folder, "real");
    mkdirSync(small);
    const list = readFileSync(join(REAL_DATA, "nih", "random_split_val.txt"), "utf8").split("\n");
    const present = new Set(readdirSync(join(REAL_DATA, "nih", "images128")));
    for (const name of list.filter((one) => present.has(one)).slice(0, 60))
      cpSync(join(REAL_DATA, "nih", "images128", name), join(small, name));
    const { code, stdout } = thorascope(
      "evaluate",
      "--labels",
      join(REAL_DATA, "nih"),
      "--images",
      small,
      "--split",
      "val",
      "--json",
      "--quiet",
      "--replicates",
      "20",
      "--anyway",
    );
    expect(code).toBe(0);
    const { population, evaluation } = JSON.parse(stdout);
    expect(population).toMatchObject({
      dataset: "NIH ChestX-ray14",
      labelled: list.filter(Boolean).length,
    });
    expect(evaluation.radiographs).toBe(60);
    expect(evaluation.subgroups.map(({ grouping }: { grouping: string }) => grouping)).toContain(
      "sex and age",
    );
  });
});
