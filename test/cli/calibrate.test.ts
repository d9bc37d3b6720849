import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { CALIBRATION_METHODS, fitPlatt, sigmoid } from "../../src/evaluation/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";
import { writeModelFolder } from "../../src/model/index.node.ts";
import { Random } from "../../src/random.ts";
import { loadModel, scoreFiles } from "../../src/reading/index.node.ts";
import { temporaryFolder, writeRadiographs } from "../dataset/radiograph-files.ts";
import { exampleDescription, exampleOnnx } from "../model/example-model.ts";
import { jsonLines, thorascope } from "./run-command.ts";

const EFFUSION = FINDINGS.indexOf("Effusion");
const COUNT = 150;

let folder: string;
let images: string;
let model: string;
/** What the network says of each file, and whether it has an effusion by its label. */
let cases: { file: string; logit: number; label: number }[];
beforeEach(async () => {
  folder = temporaryFolder();
  images = join(folder, "images");
  model = join(folder, "model");
  mkdirSync(images);
  const files = await writeRadiographs(images, COUNT, 64);
  await writeModelFolder(model, exampleOnnx(12), exampleDescription(), "# Card\n");
  const random = Random.fromSeed(1);
  const loaded = await loadModel(model);
  cases = [];
  for await (const scored of scoreFiles(loaded, files)) {
    if (!("scores" in scored)) throw new Error("The example reads its radiographs.");
    const logit = scored.scores.logits[EFFUSION] ?? Number.NaN;
    const label = random.uniform() < sigmoid(logit / 2 - 0.5) ? 1 : 0;
    cases.push({ file: basename(scored.file), logit, label });
  }
  await loaded.release();
  const rows = cases.map(
    ({ file, label }, row) => `${file},p${row >> 1},${label},${row < 5 ? 1 : 0}`,
  );
  writeFileSync(
    join(folder, "labels.csv"),
    `${["file,patient,Effusion,Mass", ...rows].join("\n")}\n`,
  );
});

const calibrate = (...more: string[]) =>
  thorascope("calibrate", "--model", model, "--quiet", "--replicates", "50", ...more);
const onRadiographs = (...more: string[]) =>
  calibrate(
    ...["--dataset", "folder", "--labels", join(folder, "labels.csv"), "--images", images],
    ...more,
  );

describe("thorascope calibrate", () => {
  test("writes a model that reads by what was fitted, and leaves the old one alone", () => {
    const before = readFileSync(join(model, "model.json"), "utf8");
    const out = join(folder, "ours");
    const { code, stdout, stderr } = onRadiographs(
      "--out",
      out,
      "--operating-point",
      "sensitivity=0.8",
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(/Effusion\s+\d+\s+platt/);
    expect(stdout).toMatch(/Mass\s+no: fewer than 20 positives\s+5/);
    expect(stdout).toContain(`Are ${COUNT} radiographs enough?`);
    expect(readFileSync(join(model, "model.json"), "utf8")).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(["images", "labels.csv", "model", "ours"]);

    const expected = fitPlatt(
      cases.map(({ logit }) => logit),
      cases.map(({ label }) => label),
    );
    const { slope = 0, intercept = 0 } = expected ?? {};
    const readings = jsonLines(
      thorascope("read", images, "--json", "--quiet", "--model", out).stdout,
    ) as { file: string; findings: { probability: number; positive: boolean }[] }[];
    let found = 0;
    for (const { file, logit, label } of cases) {
      const reading = readings.find((one) => basename(one.file) === file)?.findings[EFFUSION];
      expect(reading?.probability).toBeCloseTo(sigmoid(slope * logit + intercept), 10);
      if (label === 1 && reading?.positive) found++;
    }
    const positives = cases.filter(({ label }) => label === 1).length;
    // Chosen for 0.8 on these very radiographs: the fewest that reach it.
    expect(found).toBe(Math.ceil(0.8 * positives));

    const { findings, recalibration, version } = JSON.parse(
      readFileSync(join(out, "model.json"), "utf8"),
    );
    expect(version).toMatch(/\+recalibrated\./);
    expect(recalibration.fitted).toMatchObject({ radiographs: COUNT, patients: COUNT / 2 });
    expect(findings[EFFUSION].prevalence).toBeCloseTo(positives / COUNT, 12);
    const { findings: old } = JSON.parse(before);
    expect(findings[FINDINGS.indexOf("Mass")]).toEqual(old[FINDINGS.indexOf("Mass")]);
    expect(readFileSync(join(out, "MODEL_CARD.md"), "utf8")).toContain("Fitted on");
    expect(thorascope("models", "show", out).stdout).toContain("made of example 4.5.6");
  });

  test("gives the same model for the same radiographs, in JSON what it says in words", () => {
    const [one, other] = ["one", "other"].map((name) =>
      JSON.parse(onRadiographs("--out", join(folder, name), "--method", "best", "--json").stdout),
    );
    expect(one.model.version).toBe(other.model.version);
    const json = (name: string) => readFileSync(join(folder, name, "model.json"), "utf8");
    expect(json("one")).toBe(json("other"));
    expect(one.outputs.find(({ name }: { name: string }) => name === "Effusion")).toMatchObject({
      radiographs: COUNT,
      needs: [
        { figure: "sensitivity" },
        { figure: "specificity" },
        { figure: "observed to expected" },
      ],
    });
  });

  test("moves to another prevalence without labels: other probabilities, the same positives", () => {
    const out = join(folder, "rare");
    const table = join(folder, "prevalence.json");
    writeFileSync(table, JSON.stringify({ Effusion: 0.02 }));
    const { code, stdout } = calibrate("--out", out, "--prevalence", table, "Mass=0.01");
    expect(code).toBe(0);
    expect(stdout).toContain("Effusion 0.02, Mass 0.01");
    const [old, moved] = [model, out].map((one) =>
      jsonLines(thorascope("read", images, "--json", "--quiet", "--model", one).stdout),
    ) as { findings: { probability: number; positive: boolean }[] }[][];
    const { prevalence } = exampleDescription().findings[EFFUSION] ?? { prevalence: 0 };
    for (const [row, reading] of (moved ?? []).entries()) {
      const was = old?.[row]?.findings[EFFUSION];
      const is = reading.findings[EFFUSION];
      const odds = (p: number) => p / (1 - p);
      expect(odds(is?.probability ?? 0)).toBeCloseTo(
        (odds(was?.probability ?? 0) * odds(0.02)) / odds(prevalence),
        8,
      );
      expect(is?.positive).toBe(was?.positive);
    }
    expect(moved?.some((reading) => reading.findings[EFFUSION]?.positive)).toBe(true);
  });

  test("refuses what can't be, by name, and writes nothing then", () => {
    const out = join(folder, "no");
    const few = join(folder, "few.txt");
    writeFileSync(
      few,
      `${cases
        .slice(0, 20)
        .map(({ file }) => file)
        .join("\n")}\n`,
    );
    const refusals: [args: string[], code: number, message: RegExp][] = [
      [["--out", out], 2, /Name labelled radiographs with --images/],
      [["--out", model, "--prevalence", "Mass=0.1"], 1, /MODEL_EXISTS/],
      [["--out", out, "--prevalence", "Mas=0.1"], 2, /"Mas" is no output/],
      [["--out", out, "--prevalence", "Mass=1"], 2, /share between 0 and 1/],
      [["--out", out, "--prevalence", "none.json"], 2, /no such file/],
      [["--out", out, "--operating-point", "sensitivity=90"], 2, /share between 0 and 1/],
      [["--out", out, "--method", "histogram"], 2, /Allowed choices/],
    ];
    for (const [args, code, message] of refusals) {
      const refused = calibrate(...args);
      expect(refused).toMatchObject({ code });
      expect(refused.stderr).toMatch(message);
    }
    const tooFew = onRadiographs("--out", out, "--split", few);
    expect(tooFew.code).toBe(1);
    expect(tooFew.stderr).toMatch(/CALIBRATION_IMPOSSIBLE/);
    expect(tooFew.stdout).toMatch(/For 0 of 15 they are\./);
    expect(readdirSync(folder)).not.toContain("no");
  });

  test("offers the methods that there are", () => {
    const { stdout } = thorascope("calibrate", "--help");
    for (const method of [...CALIBRATION_METHODS, "best"]) expect(stdout).toContain(`"${method}"`);
  });
});
