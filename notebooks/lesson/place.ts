import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  findAdapter,
  type LabelledDataset,
  type LocatedRecord,
  labelsOf,
  locateImages,
  patientSides,
  writeSplit,
} from "thorascope/dataset";
import { Random } from "thorascope/dataset/augmentation";
import { generateRadiographs } from "thorascope/dataset/generated";
import { FINDINGS, type Finding } from "thorascope/findings";
import { live, say } from "./show.ts";

/** Where a notebook's radiographs are: the one thing that its reader changes to use data of their own. */
export interface Place {
  /** "generated", or the name of a data set's adapter: docs/datasets.md. */
  readonly dataset: string;
  /** The label table, or the folder of the tables; not needed where radiographs are generated. */
  readonly labels?: string;
  /** The folder of the images; likewise. */
  readonly images?: string;
  /** Use this share of the patients only, 0 to 1. */
  readonly share?: number;
}

/** Radiographs and labels, and who is on which side. */
export interface Data {
  readonly place: Place;
  readonly labels: string;
  readonly images: string;
  readonly dataset: LabelledDataset;
  readonly records: readonly LocatedRecord[];
  /** Three quarters of the patients. */
  readonly train: readonly LocatedRecord[];
  /** The others: nothing is learned from them. */
  readonly heldOut: readonly LocatedRecord[];
  /** Findings with enough positives on both sides to be measured, or the four most frequent; the most frequent first. */
  readonly findings: readonly Finding[];
  /** Where this data set's caches, lists and runs are kept. */
  readonly folder: string;
}

/** Of shares, sides and generated patients. */
export const SEED = 20261130;

/** Rows and columns that these notebooks' networks see: small, so that they learn in a minute. */
export const SIZE = 64;

const PATIENTS = 400;

/** Beside this folder, and ignored by Git. */
const CACHE = join(import.meta.dirname ?? ".", "..", ".thorascope");

/** On either side, for a finding's figures to say something. */
const ENOUGH_POSITIVES = 20;

/** Of a small share of a data set so many findings are shown all the same, if they have a few positives. */
const AT_LEAST = 4;
const FEW_POSITIVES = 5;

/** Opens the radiographs of a place; generates them where the place says so, once for all notebooks. */
export async function openPlace(place: Place): Promise<Data> {
  const name = `${place.dataset}${place.share === undefined ? "" : `-${place.share}`}`;
  const folder = join(CACHE, name);
  const { labels, images } = await filesOf(place, folder);
  const all = await findAdapter(place.dataset === "generated" ? "nih" : place.dataset).load({
    labels,
    images,
  });
  const located = await locateImages(shareOf(all.records, place.share ?? 1), [images]);
  const { records } = located;
  const names = new Set(records.map(({ fileName }) => fileName));
  const dataset = {
    ...all,
    records,
    boxes: all.boxes.filter(({ fileName }) => names.has(fileName)),
  };
  const side = patientSides(records, [3, 1], SEED);
  const train = records.filter((_, row) => side[row] === 0);
  const heldOut = records.filter((_, row) => side[row] === 1);
  await writeLists(folder, { train, heldOut }, place.dataset);
  const positives = (of: readonly LocatedRecord[], finding: Finding) =>
    labelsOf(of, finding).filter((label) => label === 1).length;
  const least = (finding: Finding) =>
    Math.min(positives(train, finding), positives(heldOut, finding));
  const ranked = [...FINDINGS].sort(
    (one, other) => positives(records, other) - positives(records, one),
  );
  const enough = ranked.filter((finding) => least(finding) >= ENOUGH_POSITIVES);
  const findings =
    enough.length >= AT_LEAST
      ? enough
      : ranked.filter((finding) => least(finding) >= FEW_POSITIVES).slice(0, AT_LEAST);
  const patients = new Set(records.map(({ patientId }) => patientId)).size;
  await say(
    `${records.length} radiographs of ${patients} patients (${place.dataset}): ${train.length} to learn from, ${heldOut.length} held out, no patient on both sides.`,
  );
  return { place, labels, images, dataset, records, train, heldOut, findings, folder };
}

/** Where a data set's files are; a place that names none is generated. */
async function filesOf({ dataset, labels, images }: Place, folder: string) {
  if (dataset !== "generated") {
    if (labels !== undefined && images !== undefined) return { labels, images };
    throw new Error(
      `The place of "${dataset}" needs labels (its table) and images (their folder); only "generated" needs neither.`,
    );
  }
  const radiographs = join(folder, "radiographs");
  const settings = { seed: SEED, patients: PATIENTS, heldOutPatients: 0, size: SIZE };
  const display = live();
  await generateRadiographs(settings, radiographs, {
    onProgress: (done, total) => {
      if (done % 40 === 0 || done === total)
        display.text(`Generated radiographs: ${done} of ${total}.`);
    },
  });
  await display.done();
  return { labels: radiographs, images: radiographs };
}

/** The radiographs of a share of the patients, drawn by the seed. */
function shareOf<Row extends { readonly patientId: string }>(rows: readonly Row[], share: number) {
  const patients = [...new Set(rows.map(({ patientId }) => patientId))].sort();
  const kept = new Set(
    Random.fromSeed(SEED)
      .shuffle(patients)
      .slice(0, Math.ceil(share * patients.length)),
  );
  return rows.filter(({ patientId }) => kept.has(patientId));
}

async function writeLists(
  folder: string,
  sides: Record<string, readonly LocatedRecord[]>,
  source: string,
): Promise<void> {
  const path = join(folder, "split");
  await rm(path, { recursive: true, force: true });
  await writeSplit(path, sides, {
    source,
    method: "by patient, stratified by finding, 3 to 1",
    seed: SEED,
    table: { name: source, sha256: "" },
  });
}
