import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import sharp from "sharp";

/** Patients that are ray-cast; each has two radiographs. Every further one is a variation of one of them. */
const CAST_PATIENTS = 24;
const SIZE = 64;
/** The most radiographs that a page needs, over what is cast. */
const VARIATIONS = 10;

/** A radiograph with its rows of the label table and of the table of boxes. */
interface PoolRadiograph {
  readonly file: string;
  readonly path: string;
  readonly labels: string;
  readonly boxes: readonly string[];
}

/** Radiographs that stand for a data set's: 64 pixels, with labels and boxes in ChestX-ray14's columns. */
export interface RadiographPool {
  readonly labelHeader: string;
  readonly boxHeader: string;
  readonly radiographs: readonly PoolRadiograph[];
}

/**
 * Casts radiographs of generated patients, and varies them until there are enough: what they show doesn't matter here,
 * that they are many, of patients of their own, and labelled does.
 */
export async function makePool(clone: string, folder: string): Promise<RadiographPool> {
  const cast = join(folder, "cast");
  const settings = { seed: 1, patients: CAST_PATIENTS, heldOutPatients: 0, size: SIZE };
  execFileSync(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `import { generateRadiographs } from "thorascope/dataset/generated";
       await generateRadiographs(${JSON.stringify(settings)}, ${JSON.stringify(cast)});`,
    ],
    { cwd: clone, stdio: "pipe" },
  );
  const [labelHeader, labels] = table(join(cast, "Data_Entry_2017_v2020.csv"));
  const [boxHeader, boxes] = table(join(cast, "BBox_List_2017.csv"));
  const radiographs: PoolRadiograph[] = [];
  for (let variation = 0; variation < VARIATIONS; variation++)
    for (const [file = "", findings = "", visit = "", patient = "", ...rest] of labels) {
      const newPatient = Number(patient) + 100 * variation;
      const name = `${String(newPatient).padStart(8, "0")}_${visit.padStart(3, "0")}.png`;
      const path = join(cast, name);
      if (variation > 0) await vary(join(cast, file), variation, path);
      radiographs.push({
        file: name,
        path,
        labels: [name, findings, visit, newPatient, ...rest].join(","),
        boxes: boxes.filter(([of]) => of === file).map(([, ...row]) => [name, ...row].join(",")),
      });
    }
  return { labelHeader, boxHeader, radiographs };
}

/** Another contrast and brightness: other pixels, the same findings. */
function vary(from: string, variation: number, to: string): Promise<unknown> {
  return sharp(from)
    .linear(1 - variation * 0.03, variation * 3)
    .toColourspace("b-w")
    .png()
    .toFile(to);
}

/** A table's header as it stands, and its rows' cells; boxes stand in quotes where a cell has commas. */
function table(path: string): [string, string[][]] {
  const text = readFileSync(path, "utf8");
  const rows: string[][] = parse(text, { from: 2, relaxColumnCount: true });
  return [text.split("\n")[0]?.trim() ?? "", rows];
}

/** How many radiographs are on each side of a data set's split. */
export interface Sides {
  readonly train: number;
  readonly val: number;
  readonly test: number;
}

/** Lays a data set out as NIH's ChestX-ray14: tables, lists of both splits, images in folders of several names. */
export function layOutChestXray14(pool: RadiographPool, sides: Sides, folder: string): void {
  const { train, val, test } = sides;
  const all = pool.radiographs.slice(0, train + val + test);
  for (const images of ["images", "images128"]) linkImages(all, join(folder, images));
  const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
  const list = (from: number, to: number) => lines(...all.slice(from, to).map(({ file }) => file));
  const files = {
    "Data_Entry_2017_v2020.csv": lines(pool.labelHeader, ...all.map(({ labels }) => labels)),
    "BBox_List_2017.csv": lines(pool.boxHeader, ...all.flatMap(({ boxes }) => boxes)),
    "random_split_train.txt": list(0, train),
    "random_split_val.txt": list(train, train + val),
    "random_split_test.txt": list(train + val, train + val + test),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

/** Puts the first so many radiographs into a folder. */
export function linkImages(radiographs: readonly PoolRadiograph[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { file, path } of radiographs) linkSync(path, join(folder, file));
}
