import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { HAS_REAL_DATA, NEEDS_REAL_DATA, REAL_DATA } from "../real-data.ts";
import { jsonLines, thorascope } from "./run-command.ts";

const SAMPLES = resolve(import.meta.dirname, "../../samples");
const FILES = [
  "synthetic-01-normal.png",
  "synthetic-02-nodule.png",
  "synthetic-03-cardiomegaly.png",
];

interface Planted {
  readonly file: string;
  readonly rows: number;
  readonly columns: number;
  /** The middle of the strongest cell of Effusion's map, in shares of the sides. */
  readonly x: number;
  readonly y: number;
}

let folder: string;
let images: string;
let planted: Planted[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-localization-"));
  images = join(folder, "images");
  mkdirSync(images);
  for (const file of FILES) cpSync(join(SAMPLES, file), join(images, file));
  writeFileSync(join(images, "broken.png"), "this is no image");
  const rows = [...FILES, "broken.png", "absent.png"].map(
    (file, index) => `${file},p${index},${index % 2}`,
  );
  writeFileSync(join(folder, "labels.csv"), `${["file,patient,Effusion", ...rows].join("\n")}\n`);
  const maps = join(folder, "maps");
  const { stdout } = thorascope(
    ...["read", images, "--json", "--quiet", "--heatmaps", maps, "--heatmap-format", "npy"],
  );
  planted = jsonLines(stdout).flatMap((line) => {
    const { file, radiograph } = line as {
      file: string;
      radiograph?: { rows: number; columns: number };
    };
    if (radiograph === undefined) return [];
    const name = FILES.find((one) => file.endsWith(one)) ?? "";
    return [{ file: name, ...radiograph, ...peakOf(join(maps, name.replace(".png", ".npy"))) }];
  });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where Effusion's map in a NumPy file is strongest. */
function peakOf(path: string): { x: number; y: number } {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  const [, rows = 0, columns = 0] = (/\((\d+), (\d+), (\d+)\)/.exec(bytes.toString("latin1")) ?? [])
    .slice(1)
    .map(Number);
  const first = start + 4 * rows * columns * FINDINGS.indexOf("Effusion");
  const cells = Array.from({ length: rows * columns }, (_, cell) =>
    bytes.readFloatLE(first + 4 * cell),
  );
  const strongest = cells.indexOf(Math.max(...cells));
  return {
    x: ((strongest % columns) + 0.5) / columns,
    y: (Math.floor(strongest / columns) + 0.5) / rows,
  };
}

/** A box of 4 percent of the sides around a point, in pixels of an image of some size. */
function boxAround(x: number, y: number, rows: number, columns: number): string {
  const [width, height] = [0.04 * columns, 0.04 * rows];
  return [x * columns - width / 2, y * rows - height / 2, width, height].join(",");
}

/** The first radiograph is marked at the point opposite of its map's peak, the others at the peak. */
function marks(asSize?: { readonly rows: number; readonly columns: number }): string {
  const rows = planted.map(({ file, x, y, ...own }, index) => {
    const { rows, columns } = asSize ?? own;
    const box =
      index === 0 ? boxAround(1 - x, 1 - y, rows, columns) : boxAround(x, y, rows, columns);
    return `${file},Effusion,${box},${asSize ? `${columns},${rows}` : ","}`;
  });
  const others = ["broken.png", "absent.png", "unlabelled.png"].map(
    (file) => `${file},Effusion,1,1,9,9,,`,
  );
  const path = join(folder, `boxes-${asSize?.rows ?? "own"}.csv`);
  const header = "file,finding,x,y,width,height,image_width,image_height";
  writeFileSync(path, `${[header, ...rows, ...others].join("\n")}\n`);
  return path;
}

const evaluate = (...more: string[]) =>
  thorascope(
    ...["evaluate", "--dataset", "folder", "--labels", join(folder, "labels.csv")],
    ...["--images", images, "--quiet", "--replicates", "20", ...more],
  );

describe("thorascope evaluate --boxes", () => {
  test("finds the peaks where they were planted, whatever size boxes are in pixels of", () => {
    const { code, stdout, stderr } = evaluate("--boxes", marks(), "--json");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const { localization } = JSON.parse(stdout);
    expect(localization.marks).toMatchObject({
      listed: 6,
      compared: 3,
      unlabelled: 1,
      elsewhere: 0,
      withoutImage: 1,
      refused: [{ marks: 1 }],
    });
    expect(localization).toMatchObject({ radiographs: 3, patients: 3, labelledOtherwise: 2 });
    const hits = localization.cases.map(({ fileName, hit }: Record<string, unknown>) => [
      fileName,
      hit,
    ]);
    expect(hits).toEqual(planted.map(({ file }, index) => [file, index !== 0]));
    const resized = evaluate("--boxes", marks({ rows: 500, columns: 700 }), "--json");
    const { cases } = JSON.parse(resized.stdout).localization;
    expect(cases.map(({ hit }: { hit: boolean }) => hit)).toEqual(
      hits.map(([, hit]: unknown[]) => hit),
    );
    for (const [place, { otsu, energy, marked }] of cases.entries()) {
      const own = localization.cases[place];
      expect(otsu.iou).toBeCloseTo(own.otsu.iou, 3);
      expect(energy).toBeCloseTo(own.energy, 3);
      // 4 percent of the sides are 20 or 21 of the grid's 512 points.
      expect(marked).toBeCloseTo(0.0016, 3);
    }
  });

  test("prints a table, and shows pictures on the page", () => {
    const report = join(folder, "report");
    const { code, stdout } = evaluate("--boxes", marks(), "--report", report);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /against 3 boxes or masks on 3 radiographs of 3 patients; 1 of images without labels, 1 without image, 1 refused/,
    );
    expect(stdout).toMatch(/Descriptive: with fewer than 50/);
    expect(stdout).toMatch(/Effusion\s+3\s+0\.002\s+0\.667 \(0\.208 to 0\.939\)/);
    const page = readFileSync(join(report, "index.html"), "utf8");
    expect(page.match(/src="data:image\/jpeg;base64,/g)).toHaveLength(3);
    const text = page.replaceAll(/base64,[^"]*/g, "");
    expect(/undefined|NaN|\[object/.exec(text)).toBeNull();
    expect(readFileSync(join(report, "localization-iou.svg"), "utf8")).toMatch(/^<svg/);
  });

  test("a data set without boxes has no such part, and a table of other images is refused", () => {
    expect(JSON.parse(evaluate("--json").stdout).localization).toBeNull();
    const path = join(folder, "others.csv");
    writeFileSync(path, "file,finding,x,y,width,height\nother.png,Mass,1,1,9,9\n");
    const refused = evaluate("--boxes", path);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/none of its 1 boxes is of a radiograph that is evaluated/);
    writeFileSync(path, `file,finding,x,y,width,height\n${FILES[0]},Mass,1,1,99999,9\n`);
    expect(evaluate("--boxes", path).stderr).toMatch(/BOX_INVALID.*lies outside the image/);
  });
});

describe.skipIf(!HAS_REAL_DATA)(`on real radiographs${NEEDS_REAL_DATA}`, () => {
  test("NIH's boxes are found beside the table, and left alone if told so", () => {
    const real = join(folder, "real");
    mkdirSync(real);
    const list = readFileSync(join(REAL_DATA, "nih", "BBox_List_2017.csv"), "utf8").split("\n");
    const boxed = new Set(list.slice(1).map((row) => row.split(",")[0] ?? ""));
    const source = join(REAL_DATA, "nih", "images128");
    const present = [...boxed].filter((one) => existsSync(join(source, one))).slice(0, 3);
    for (const one of present) cpSync(join(source, one), join(real, one));
    const options = ["evaluate", "--labels", join(REAL_DATA, "nih"), "--images", real];
    const more = ["--json", "--quiet", "--replicates", "5"];
    const { localization } = JSON.parse(thorascope(...options, ...more).stdout);
    expect(localization.radiographs).toBe(3);
    expect(localization.marks.listed).toBe(984);
    expect(localization.marks.withoutImage + localization.marks.compared).toBe(984);
    const without = JSON.parse(thorascope(...options, ...more, "--no-boxes").stdout);
    expect(without.localization).toBeNull();
  });
});
