import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { makeDensenetCheckpoint } from "./checkpoint.ts";
import { inFolder } from "./clone.ts";
import { layOutChestXray14, linkImages, type RadiographPool, type Sides } from "./radiographs.ts";

/** What fixtures are made of. */
export interface Materials {
  readonly clone: string;
  /** Made when it is first asked for: that takes some seconds. */
  pool(): Promise<RadiographPool>;
}

/** A file or folder that the docs speak of as the reader's own. */
export interface Fixture {
  /** As the docs write it, relative to the clone; `~/` is the user's folder. */
  readonly name: string;
  /** What of a page's commands asks for it; its name if left out. */
  readonly when?: RegExp;
  /** Only on these pages; on all others another fixture of the same name, if there is one. */
  readonly pages?: readonly string[];
  make(path: string, materials: Materials): void | Promise<void>;
}

const sample =
  (name: string) =>
  (path: string, { clone }: Materials) =>
    copyFileSync(join(clone, "samples", name), path);

const SAMPLES = ["synthetic-01-normal.png", "synthetic-02-nodule.png", "synthetic-05-effusion.dcm"];
const samples = (path: string, { clone }: Materials) => {
  mkdirSync(path, { recursive: true });
  for (const name of SAMPLES) copyFileSync(join(clone, "samples", name), join(path, name));
};

const chestXray14 =
  (sides: Sides) =>
  async (path: string, { pool }: Materials) =>
    layOutChestXray14(await pool(), sides, path);

/** The sides of data sets, as small as what is done with them allows. */
const FEW: Sides = { train: 40, val: 20, test: 20 };

/** Enough to calibrate on: 20 radiographs with a finding or more. */
const MANY = 120;
const CALIBRATION = ["docs/calibration.md", "docs/how-to/calibrate-for-your-hospital.md"];

const images =
  (count: number) =>
  async (path: string, { pool }: Materials) =>
    linkImages((await pool()).radiographs.slice(0, count), path);

/** A table of one's own. */
const ownTable =
  (count: number) =>
  async (path: string, { pool }: Materials) => {
    const rows = (await pool()).radiographs.slice(0, count).map(({ labels }) => labels.split(","));
    const lines = rows.map(([file, findings, , patient]) => `${file},${findings},${patient}\n`);
    writeFileSync(path, `file,labels,patient\n${lines.join("")}`);
  };

/** A recipe of the repository made small: few patients, one epoch. */
const smallRecipe =
  (name: string) =>
  (path: string, { clone }: Materials) => {
    const recipe = JSON.parse(readFileSync(join(clone, "recipes", name), "utf8"));
    Object.assign(recipe.data, { patients: 20, heldOutPatients: 10 });
    Object.assign(recipe.fit, { epochs: 1 });
    Object.assign(recipe.validation, { folds: 2 });
    writeFileSync(path, JSON.stringify({ ...recipe, bootstrapReplicates: 100 }));
  };

const CHEXPERT_HEADER =
  "Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,Lung Lesion,Edema,Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,Pleural Other,Fracture,Support Devices";

/** What stands for the names in the docs. The first that fits a page is made, if the page's commands name it. */
export const FIXTURES: readonly Fixture[] = [
  { name: "chest.dcm", make: sample("synthetic-05-effusion.dcm") },
  { name: "folder", make: samples },
  { name: "new", make: samples },
  {
    name: "upside-down.png",
    make: (path, { clone }) =>
      sharp(join(clone, "samples", "synthetic-01-normal.png"))
        .rotate(180)
        .toFile(path)
        .then(() => {}),
  },
  { name: "images", make: images(80) },
  { name: "tables", make: chestXray14(FEW) },
  { name: "labels.csv", pages: CALIBRATION, make: ownTable(MANY) },
  { name: "labels.csv", make: ownTable(80) },
  { name: "radiographs", pages: CALIBRATION, make: images(MANY) },
  { name: "radiographs", make: images(80) },
  {
    // Radiographs whose labels are checked must not be variations of each other.
    name: "nih",
    pages: ["docs/data.md"],
    make: chestXray14({ train: 32, val: 8, test: 8 }),
  },
  {
    name: "nih",
    pages: ["docs/calibration.md"],
    make: chestXray14({ train: 40, val: 240, test: 40 }),
  },
  { name: "nih", pages: ["docs/robustness.md"], make: chestXray14({ train: 20, val: 4, test: 8 }) },
  { name: "nih", make: chestXray14(FEW) },
  { name: "../shared/data/nih", make: chestXray14(FEW) },
  {
    name: "CheXpert-v1.0-small",
    make: (path) =>
      writeFileSync(
        inFolder(join(path, "train.csv")),
        `${CHEXPERT_HEADER}\n${path.split("/").at(-1)}/train/patient00001/study1/view1_frontal.jpg,Male,61,Frontal,PA,,,1,,,,-1,,0,,1,,,\n`,
      ),
  },
  { name: "checkpoint.pt", make: (path) => makeDensenetCheckpoint(path, 14, 3) },
  {
    // The network's shape under the published file's name: it is looked for there before it is fetched.
    name: "~/.cache/thorascope/weights",
    when: /torchxrayvision-densenet121-all/,
    make: (path) =>
      makeDensenetCheckpoint(
        inFolder(
          join(
            path,
            "nih-pc-chex-mimic_ch-google-openi-kaggle-densenet121-d121-tw-lr001-rot45-tr15-sc15-seed0-best.pt",
          ),
        ),
        18,
        1,
      ),
  },
  {
    name: "models/mine",
    pages: ["docs/model-card.md"],
    make: (path, { clone }) => cpSync(join(clone, "models/bundled"), path, { recursive: true }),
  },
  {
    // systemd makes it (StateDirectory).
    name: "/var/lib/thorascope-audit",
    when: /thorascope\.json/,
    make: (path) => void mkdirSync(path, { recursive: true }),
  },
  {
    name: "/backup",
    make: (path) => void mkdirSync(path, { recursive: true }),
  },
  { name: "recipes/quick.json", make: smallRecipe("quick.json") },
];

/** The fixtures that a page's commands ask for. */
export function fixturesFor(page: string, commands: readonly string[]): Fixture[] {
  const found = new Map<string, Fixture>();
  for (const fixture of FIXTURES)
    if (
      !found.has(fixture.name) &&
      (fixture.pages?.includes(page) ?? true) &&
      commands.some((command) => asksFor(fixture, command))
    )
      found.set(fixture.name, fixture);
  return [...found.values()];
}

/** Whether a command names a fixture or something in it. */
export function asksFor({ name, when }: Fixture, command: string): boolean {
  if (when !== undefined) return when.test(command);
  const escaped = name.replaceAll(/[.\\+*?^$(){}|[\]]/g, "\\$&");
  return new RegExp(`(^|[\\s=@'"(])(\\./)?${escaped}(/|$|[\\s'")&|;])`).test(command);
}
