import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { jsonLines, thorascope } from "./run-command.ts";

const SAMPLES = resolve(import.meta.dirname, "../../samples");
const PNG = join(SAMPLES, "synthetic-01-normal.png");
const DICOM = join(SAMPLES, "synthetic-05-effusion.dcm");

interface JsonReading {
  readonly file: string;
  readonly findings: readonly {
    finding: string;
    probability: number;
    operatingPoint: number;
    positive: boolean;
  }[];
  readonly abnormal: number;
  readonly error?: { readonly code: string; readonly message: string };
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-read-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

function readings(text: string): JsonReading[] {
  return jsonLines(text) as unknown as JsonReading[];
}

describe("the samples", () => {
  test("are all read, with 14 probabilities each, in the vocabulary's order, and the same bytes every time", () => {
    const first = thorascope("read", SAMPLES, "--json");
    expect(first.stderr).not.toContain("not read");
    expect(first.code).toBe(0);
    const lines = readings(first.stdout);
    expect(lines).toHaveLength(readdirSync(SAMPLES).length);
    for (const { findings, abnormal } of lines) {
      expect(findings.map(({ finding }) => finding)).toEqual([...FINDINGS]);
      for (const { probability, operatingPoint, positive } of findings) {
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThan(1);
        expect(positive).toBe(probability >= operatingPoint);
      }
      expect(abnormal).toBeGreaterThan(0);
      expect(abnormal).toBeLessThan(1);
    }
    expect(thorascope("read", SAMPLES, "--json", "--quiet").stdout).toBe(first.stdout);
  });

  test("a reading does not depend on what else is read", () => {
    const together = readings(thorascope("read", SAMPLES, "--json").stdout);
    const alone = readings(thorascope("read", DICOM, "--json").stdout);
    expect(alone).toEqual(together.filter(({ file }) => file === DICOM));
  });

  test("the table shows every finding, the marks' meaning and that this is no diagnosis", () => {
    const { stdout, code } = thorascope("read", PNG);
    expect(code).toBe(0);
    for (const name of ["Atelectasis", "Pleural thickening", "Hernia", "any finding"]) {
      expect(stdout).toContain(name);
    }
    expect(stdout).toContain("operating point");
    expect(stdout).toContain("not a medical device");
    for (const line of stdout.split("\n").slice(1)) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe("a folder with bad files among good ones", () => {
  let mixed: string;

  beforeAll(async () => {
    mixed = join(folder, "mixed");
    mkdirSync(join(mixed, "below"), { recursive: true });
    copyFileSync(PNG, join(mixed, "a-good.png"));
    copyFileSync(PNG, join(mixed, "below", "z-good.png"));
    writeFileSync(join(mixed, "b-cut.dcm"), readFileSync(DICOM).subarray(0, 200_000));
    writeFileSync(join(mixed, "c-text.png"), "This is a letter, not a picture.\n".repeat(20));
    const noise = Uint8Array.from({ length: 128 * 128 * 3 }, (_, index) => (index * 7919) % 251);
    await sharp(noise, { raw: { width: 128, height: 128, channels: 3 } })
      .jpeg()
      .toFile(join(mixed, "d-photograph.jpg"));
    writeFileSync(join(mixed, ".hidden"), "passed over");
  });

  test("reads the good ones and refuses the others in their places, each with its own code", () => {
    const { stdout, stderr, code } = thorascope(
      "read",
      mixed,
      join(folder, "absent.png"),
      "--json",
    );
    expect(code).toBe(1);
    const lines = readings(stdout);
    expect(
      lines.map(({ file, error }) => [file.slice(folder.length + 1), error?.code ?? "read"]),
    ).toEqual([
      ["mixed/a-good.png", "read"],
      ["mixed/b-cut.dcm", "TRUNCATED_FILE"],
      ["mixed/below/z-good.png", "read"],
      ["mixed/c-text.png", "NOT_AN_IMAGE"],
      ["mixed/d-photograph.jpg", "COLOUR_IMAGE"],
      ["absent.png", "FILE_UNREADABLE"],
    ]);
    expect(lines[0]?.findings).toEqual(lines[2]?.findings);
    expect(stderr).toContain("4 of 6 files were not read");
  });

  test("--csv keeps a row for each, and the file appears only when it is complete", () => {
    const csv = join(folder, "readings.csv");
    const { code, stdout } = thorascope("read", mixed, "--csv", csv);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    const rows = parse(readFileSync(csv, "utf8"), { columns: true }) as Record<string, string>[];
    expect(Object.keys(rows[0] ?? {})).toEqual(["file", ...FINDINGS, "abnormal", "error"]);
    const expected = readings(thorascope("read", mixed, "--json").stdout);
    for (const [index, { error, findings, abnormal }] of expected.entries()) {
      const row = rows[index] ?? {};
      expect(row.error).toBe(error?.code ?? "");
      expect(row.abnormal).toBe(error ? "" : String(abnormal));
      for (const finding of FINDINGS) {
        const probability = findings?.find((one) => one.finding === finding)?.probability;
        expect(row[finding]).toBe(probability === undefined ? "" : String(probability));
      }
    }
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
  });

  test("--csv where the disk takes no more ends with one line, and leaves nothing", () => {
    const csv = join(folder, "full.csv");
    const [main, samples] = [join(SAMPLES, "../dist/cli/main.js"), SAMPLES];
    const { status, stderr } = spawnSync(
      "bash",
      ["-c", `ulimit -f 1; exec node "${main}" read "${samples}" --csv "${csv}" --quiet`],
      { encoding: "utf8" },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^EFBIG.*\n$/);
    expect(readdirSync(folder).filter((name) => name.startsWith("full.csv"))).toEqual([]);
  });

  test("--report writes a page that shows the good ones and says why the others are missing", () => {
    const report = join(folder, "report");
    const { stderr } = thorascope("read", mixed, "--report", report);
    const page = readFileSync(join(report, "index.html"), "utf8");
    expect(stderr).toContain(join(report, "index.html"));
    expect(page).toContain("NOT_AN_IMAGE");
    expect(page).toContain("not a medical device");
    const pictures = [...page.matchAll(/src="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(pictures.length).toBeGreaterThanOrEqual(2);
    for (const picture of pictures) expect(existsSync(join(report, picture))).toBe(true);
  });
});

describe("heatmaps", () => {
  test("npy holds all 14 maps; files of one stem from two folders do not overwrite each other", () => {
    const two = join(folder, "two");
    mkdirSync(join(two, "one"), { recursive: true });
    mkdirSync(join(two, "other"), { recursive: true });
    copyFileSync(PNG, join(two, "one", "chest.png"));
    copyFileSync(join(SAMPLES, "synthetic-03-cardiomegaly.png"), join(two, "other", "chest.png"));
    const maps = join(folder, "maps");
    expect(
      thorascope("read", two, "--heatmaps", maps, "--heatmap-format", "npy", "--quiet").code,
    ).toBe(0);
    expect(readdirSync(maps).sort()).toEqual(["chest.npy", "chest~2.npy"]);
    const [one, other] = readdirSync(maps)
      .sort()
      .map((name) => readFileSync(join(maps, name)));
    expect(one?.subarray(1, 6).toString("latin1")).toBe("NUMPY");
    expect(one?.toString("latin1")).toMatch(/'shape': \(14, (1[4-9]|[2-9]\d), (1[4-9]|[2-9]\d)\)/);
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false);
  });

  test("png draws positive findings only, at the radiograph's own size, unless all are asked for", async () => {
    const positives = readings(thorascope("read", PNG, "--json").stdout)[0]?.findings.filter(
      ({ positive }) => positive,
    );
    const some = join(folder, "some");
    thorascope("read", PNG, "--heatmaps", some, "--quiet");
    expect(readdirSync(some).sort()).toEqual(
      positives?.map(({ finding }) => `synthetic-01-normal_${finding}.png`).sort(),
    );
    const all = join(folder, "all");
    thorascope("read", PNG, "--heatmaps", all, "--all-heatmaps", "--quiet");
    expect(readdirSync(all)).toHaveLength(14);
    const [original, drawn] = [
      await sharp(PNG).metadata(),
      await sharp(join(all, "synthetic-01-normal_Mass.png")).metadata(),
    ];
    expect(drawn.width).toBe(original.width);
    expect(drawn.height).toBeGreaterThan(original.height);
    // Outside the lungs' and heart's colours the radiograph's own pixels must still be recognizable.
    const grey = await sharp(PNG).greyscale().raw().toBuffer();
    const picture = await sharp(join(all, "synthetic-01-normal_Mass.png"))
      .extract({ left: 0, top: 0, width: original.width, height: original.height })
      .greyscale()
      .raw()
      .toBuffer();
    expect(correlation(grey, picture)).toBeGreaterThan(0.7);
  });
});

describe("wrong usage ends with exit code 2 and says what to do", () => {
  test.each([
    [["read"], "missing required argument"],
    [["read", PNG, "--nonsense"], "unknown option"],
    [["read", PNG, "--json", "--csv", "x.csv"], "one of the two"],
    [["read", PNG, "--heatmap-format", "npy"], "--heatmaps"],
    [["read", PNG, "--heatmaps", "x", "--heatmap-format", "bmp"], "Allowed choices are png, npy"],
    [["nonsense"], "unknown command"],
    [["train", "recipe.json", "--part", "3/2"], "Give a part and how many there are"],
  ])("%j", (args, message) => {
    const { code, stderr } = thorascope(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test("an empty folder", () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    expect(thorascope("read", empty)).toMatchObject({ code: 2, stdout: "" });
  });

  test("a model that is not there ends with 1 and names it", () => {
    const { code, stderr } = thorascope("read", PNG, "--model", join(folder, "no-model"));
    expect(code).toBe(1);
    expect(stderr).toContain("MODEL_NOT_FOUND");
    expect(stderr).toContain("no-model");
  });
});

test("--help tells a newcomer what there is", () => {
  const { code, stdout } = thorascope("--help");
  expect(code).toBe(0);
  for (const word of ["read", "train", "Examples", "not a medical device"])
    expect(stdout).toContain(word);
  expect(thorascope("read", "--help").stdout).toContain("--heatmap-format");
});

function correlation(a: Uint8Array, b: Uint8Array): number {
  const mean = (values: Uint8Array) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const [x, y] = [value - meanA, (b[index] ?? 0) - meanB];
    products += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return products / Math.sqrt(squaresA * squaresB);
}
