import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadNihTable } from "../../src/dataset/index.ts";
import { auroc } from "../../src/evaluation/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";
import type { TrainedModelDescription } from "../../src/model/index.ts";
import { HAS_REAL_DATA, NEEDS_REAL_DATA, REAL_DATA } from "../real-data.ts";
import { jsonLines, thorascope } from "./run-command.ts";

const NIH = join(REAL_DATA, "nih");

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-real-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!HAS_REAL_DATA)(`real radiographs${NEEDS_REAL_DATA}`, () => {
  test("51 full-size originals give 51 lines with 14 findings each", () => {
    const { code, stdout } = thorascope("read", join(NIH, "images1024"), "--json");
    expect(code).toBe(0);
    const lines = jsonLines(stdout);
    expect(lines).toHaveLength(51);
    for (const line of lines) expect(line.findings).toHaveLength(14);
  });

  test("the val list's CSV gives the AUROC that the model card states", async () => {
    const model = JSON.parse(
      readFileSync("models/bundled/model.json", "utf8"),
    ) as TrainedModelDescription;
    const listed = new Set(readFileSync(join(NIH, "random_split_val.txt"), "utf8").split("\n"));
    const files = readdirSync(join(NIH, "images128")).filter((name) => listed.has(name));
    const csv = join(folder, "val.csv");
    const { stderr } = thorascope(
      "read",
      ...files.map((name) => join(NIH, "images128", name)),
      "--csv",
      csv,
      "--quiet",
      "--anyway", // the card's figures are of those too that the gate refuses
    );
    const rows = parse(readFileSync(csv, "utf8"), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(files.length);
    const read = rows.filter(({ abnormal }) => abnormal !== "");
    const gated = read.filter(({ error }) => error !== "");
    expect(gated.length / read.length).toBeLessThan(0.01);
    if (read.length < rows.length)
      expect(stderr).toContain(`${rows.length - read.length} of ${rows.length}`);
    expect(read).toHaveLength(model.evaluation.heldOut?.radiographs ?? 0);

    const table = await loadNihTable(join(NIH, "Data_Entry_2017_v2020.csv.gz"));
    const recordOf = new Map(table.map((record) => [record.fileName, record]));
    const labels = read.map(({ file = "" }) => recordOf.get(basename(file))?.labels ?? []);
    const card = readFileSync("models/bundled/MODEL_CARD.md", "utf8");
    const heldOutTable = card.slice(card.indexOf("### Held out"));
    for (const [index, finding] of FINDINGS.entries()) {
      const scores = read.map((row) => Number(row[finding]));
      const measured = auroc(
        scores,
        labels.map((row) => row[index] ?? Number.NaN),
      );
      expect(measured).toBeCloseTo(model.findings[index]?.heldOut?.auroc?.value ?? Number.NaN, 5);
      expect(heldOutTable).toContain((measured ?? 0).toFixed(3));
    }
  });
});
