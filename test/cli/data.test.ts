import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { parseCorrections } from "../../src/dataset/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";
import { temporaryFolder } from "../dataset/radiograph-files.ts";
import { HAS_REAL_DATA, NEEDS_REAL_DATA, REAL_DATA } from "../real-data.ts";
import { thorascope } from "./run-command.ts";

const SAMPLE = resolve(import.meta.dirname, "../../samples/synthetic-01-normal.png");

/** NIH's own header and rows: https://nihcc.app.box.com/v/ChestXray-NIHCC, Data_Entry_2017_v2020.csv. */
const TABLE = `Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]
00000001_000.png,Cardiomegaly,0,1,58,M,PA,2682,2749,0.143,0.143
00000001_001.png,Cardiomegaly|Emphysema,1,1,58,M,PA,2894,2729,0.143,0.143
00000002_000.png,No Finding,0,2,81,M,PA,2500,2048,0.171,0.171
00000003_000.png,Hernia,0,3,81,F,AP,2582,2991,0.143,0.143
`;

/** Predictions that agree with every label of effusion but one; no other finding has a label. */
function doubtedPredictions(): string {
  const outputs = [...FINDINGS, "Any"];
  const header = ["file", "patient"].concat(
    ...["logit", "label"].map((what) => outputs.map((output) => `${output} ${what}`)),
  );
  const row = (file: string, logit: number, label: number) =>
    [
      file,
      file,
      ...outputs.map((output) => (output === "Effusion" ? logit : 0)),
      ...outputs.map((output) => (output === "Effusion" ? label : "")),
    ].join(",");
  const rows = Array.from({ length: 100 }, (_, number) =>
    row(`${number}.png`, number < 30 ? 4 : -4, number < 30 ? 1 : 0),
  );
  return [header.join(","), ...rows, row("wrong.png", -4, 1), ""].join("\n");
}

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  writeFileSync(join(folder, "Data_Entry_2017_v2020.csv"), TABLE);
  mkdirSync(join(folder, "images"));
});

describe("thorascope data", () => {
  test("stats counts, and draws a page", () => {
    const page = join(folder, "page");
    const { code, stdout } = thorascope("data", "stats", "--labels", folder, "--report", page);
    expect(code).toBe(0);
    expect(stdout).toMatch(/NIH ChestX-ray14: 4 radiographs of 3 patients/);
    expect(stdout).toMatch(/Cardiomegaly\s+2\s+1\s+2\s+0\s+0\s+50\.00 %/);
    expect(readFileSync(join(page, "index.html"), "utf8")).toContain("Cardiomegaly");
    expect(readdirSync(page)).toContain("prevalence.svg");
    const json = JSON.parse(thorascope("data", "stats", "--labels", folder, "--json").stdout);
    expect(json).toMatchObject({ radiographs: 4, patients: 3 });
  });

  test("index writes a table that reads back to the same counts", () => {
    const out = join(folder, "index", "mine.csv");
    expect(thorascope("data", "index", "--labels", folder, "--out", out).code).toBe(0);
    const stats = (...where: string[]) =>
      JSON.parse(thorascope("data", "stats", ...where, "--json").stdout);
    const again = stats("--dataset", "folder", "--labels", out);
    const first = stats("--labels", folder);
    for (const part of [
      "radiographs",
      "patients",
      "findings",
      "anyFinding",
      "views",
      "sexes",
      "ages",
    ])
      expect(again[part]).toEqual(first[part]);
  });

  test("noise ranks labels that predictions doubt, and writes a page and weights that a recipe takes", () => {
    const run = join(folder, "run");
    mkdirSync(run);
    writeFileSync(join(run, "out-of-fold.csv"), doubtedPredictions());
    cpSync(SAMPLE, join(folder, "images", "wrong.png"));
    const out = join(folder, "noise");
    const noise = (...more: string[]) =>
      thorascope("data", "noise", run, "--out", out, "--images", join(folder, "images"), ...more);
    const { code, stdout } = noise("--quiet");
    expect(code).toBe(0);
    expect(stdout).toMatch(/Effusion\s+31\s+3\.2 %\s+70\s+0\.0 %/);
    expect(stdout).toMatch(/Hernia\s+too few labels/);
    const json = JSON.parse(noise("--json", "--weigh", "1").stdout);
    const [effusion] = json.findings.filter(
      (one: { finding: string }) => one.finding === "Effusion",
    );
    expect(effusion.noise.suspects[0]).toMatchObject({ file: "wrong.png", label: "present" });
    const page = readFileSync(json.page, "utf8");
    const [picture = ""] = /pictures\/[0-9a-f]+\.jpg/.exec(page) ?? [];
    expect(readFileSync(join(out, picture)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    const corrections = parseCorrections(readFileSync(json.corrections), "down-weighted.csv");
    expect(corrections).toMatchObject([
      { fileName: "wrong.png", finding: "Effusion", label: null },
    ]);
    expect(corrections[0]?.weight).toBeLessThan(0.9);
    const refused = thorascope("data", "noise", join(folder, "nowhere"), "--out", out);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/nowhere: it can't be read .*Give the folder of a finished run/);
  });

  test("verify tells by its exit code how bad it is", () => {
    const verify = (...more: string[]) =>
      thorascope("data", "verify", "--labels", folder, "--quiet", ...more);
    expect(verify().code).toBe(0);
    cpSync(SAMPLE, join(folder, "images", "00000001_000.png"));
    const missing = verify("--images", join(folder, "images"));
    expect(missing.code).toBe(3);
    expect(missing.stdout).toMatch(/WARNING IMAGE_MISSING {2}3 labelled images/);
    cpSync(SAMPLE, join(folder, "images", "00000002_000.png"));
    writeFileSync(join(folder, "train.txt"), "00000001_000.png\n");
    writeFileSync(join(folder, "test.txt"), "00000002_000.png\n00000001_001.png\n");
    const lists = ["train.txt", "test.txt"].map((name) => join(folder, name));
    const split = verify("--images", join(folder, "images"), "--split", ...lists, "--json");
    expect(split.code).toBe(1);
    const codes = JSON.parse(split.stdout).problems.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(["PATIENT_OVERLAP", "IMAGE_ACROSS_SPLIT"]));
  });

  test("JSRT's raw files go through all commands, and are read", () => {
    const jsrt = join(folder, "jsrt");
    mkdirSync(jsrt);
    writeFileSync(
      join(jsrt, "CLNDAT_EN.txt"),
      "JPCLN001.IMG\t5\t14\t61\tfemale\t1600\t700\tmalignant\tl.upper lobe\tlung cancer\r",
    );
    writeFileSync(join(jsrt, "CNNDAT_EN.TXT"), "JPCNN001.IMG  30  male  non-nodule\r\n");
    const film = Buffer.alloc(2 * 2048 * 2048);
    for (let at = 0; at < film.length; at += 2) film.writeUInt16BE((at >> 12) & 4095, at);
    writeFileSync(join(jsrt, "JPCLN001.IMG"), film);
    writeFileSync(join(jsrt, "JPCNN001.IMG"), film.reverse().swap16());
    const run = (command: string, ...more: string[]) =>
      thorascope("data", command, "--dataset", "jsrt", "--labels", jsrt, "--json", ...more);
    const stats = JSON.parse(run("stats").stdout);
    expect(stats).toMatchObject({ radiographs: 2, boxes: [{ finding: "Nodule", boxes: 1 }] });
    const seen = join(folder, "seen.jsonl");
    const verify = JSON.parse(run("verify", "--images", jsrt, "--cache", seen).stdout);
    expect(verify.images).toEqual({ present: 2, examined: 2 });
    expect(readFileSync(seen, "utf8").trimEnd().split("\n")).toHaveLength(3);
    expect(run("split", "--out", join(folder, "lists"), "--shares", "train=1,test=1").code).toBe(0);
    expect(run("index", "--images", jsrt, "--out", join(folder, "index.csv")).code).toBe(0);
    const cache = run("prepare", "--images", jsrt, "--out", join(folder, "cache"), "--size", "64");
    expect(JSON.parse(cache.stdout)).toMatchObject({ radiographs: 2, leftOut: [], missing: 0 });
    const read = thorascope("read", "--anyway", "--json", "--quiet", join(jsrt, "JPCLN001.IMG"));
    expect(JSON.parse(read.stdout)).toMatchObject({ radiograph: { rows: 2048, format: "jsrt" } });
  });

  test("split writes lists once", () => {
    const out = join(folder, "split");
    const args = ["data", "split", "--labels", folder, "--out", out, "--shares", "train=2,test=1"];
    const { code, stdout } = thorascope(...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/train .+ radiographs of .+ patients/);
    expect(readdirSync(out).sort()).toEqual(["split.json", "test.txt", "train.txt"]);
    const again = thorascope(...args);
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/^SPLIT_EXISTS/);
  });

  test("prepare makes a cache of what is there", () => {
    cpSync(SAMPLE, join(folder, "images", "00000001_000.png"));
    writeFileSync(join(folder, "images", "00000002_000.png"), "no image");
    const out = join(folder, "cache");
    const where = ["--labels", folder, "--images", join(folder, "images"), "--out", out];
    const { code, stdout } = thorascope(
      "data",
      "prepare",
      ...where,
      "--size",
      "64",
      "--quiet",
      "--json",
    );
    expect(code).toBe(0);
    const { file, radiographs, leftOut, missing } = JSON.parse(stdout);
    expect({ radiographs, missing }).toEqual({ radiographs: 1, missing: 2 });
    expect(leftOut).toEqual([
      { path: join(folder, "images", "00000002_000.png"), code: "NOT_AN_IMAGE" },
    ]);
    expect(existsSync(file)).toBe(true);
  });

  test.each([
    [["stats"], 2, /--labels/],
    [["stats", "--labels", "nowhere"], 1, /FILE_UNREADABLE {2}nowhere/],
    [["stats", "--labels", "samples"], 2, /--dataset/],
    [
      ["stats", "--labels", "samples", "--dataset", "chexpart"],
      1,
      /DATASET_UNKNOWN.+Did you mean chexpert/,
    ],
    [["split", "--labels", "samples"], 2, /--out/],
    [["split", "--labels", "x", "--out", "y", "--shares", "train"], 2, /train=70/],
    [["download", "mimic-cxr", "--out", "x"], 2, /without an account/],
    [
      ["download", "nih", "--out", "/tmp/thorascope-nowhere", "--offline"],
      1,
      /DOWNLOAD_OFFLINE.+images_001/,
    ],
  ] as const)("%j is refused with the cure", (args, code, message) => {
    const result = thorascope("data", ...args);
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(code);
    expect(result.stdout).toBe("");
  });

  test.skipIf(!HAS_REAL_DATA)(`the real table is counted as published${NEEDS_REAL_DATA}`, () => {
    const { stdout } = thorascope("data", "stats", "--labels", join(REAL_DATA, "nih"), "--json");
    const { radiographs, patients, findings } = JSON.parse(stdout);
    // Wang et al. 2017 and the data set's own page.
    expect({ radiographs, patients }).toEqual({ radiographs: 112_120, patients: 30_805 });
    const present = Object.fromEntries(
      findings.map(({ finding, present }: { finding: string; present: number }) => [
        finding,
        present,
      ]),
    );
    expect(present).toMatchObject({ Infiltration: 19_894, Effusion: 13_317, Hernia: 227 });
  });
});
