import { dirname, join } from "node:path";
import {
  findNihTable,
  type LocatedRecord,
  loadFileList,
  loadNihTable,
  locateImages,
  nihTableAt,
  refusePatientOverlap,
  selectListed,
} from "../dataset/index.ts";
import { FINDINGS } from "../findings/index.ts";
import { type Matrix, rowOf, zeros } from "./matrix.ts";
import type { LinearRecipe } from "./recipe.ts";

/** Radiographs that lists beside a label table name. */
type ListedData = Pick<LinearRecipe["data"], "trainList" | "heldOutList">;

/** How many listed radiographs have no image. */
export interface MissingImages {
  readonly trainList: number;
  readonly heldOut: number;
}

/** The radiographs of a recipe whose images are there. */
export interface RecipeRadiographs {
  readonly trainList: readonly LocatedRecord[];
  readonly heldOut: readonly LocatedRecord[];
  readonly missing: MissingImages;
  /** Path of the label table. */
  readonly labels: string;
}

/**
 * Finds what a recipe speaks of: the label table (beside the images or in their parent folder if not
 * named; a file, or a folder that holds it), its lists beside it, and the images. A patient on both lists is refused.
 */
export async function findRadiographs(
  data: ListedData,
  images: string,
  labels?: string,
): Promise<RecipeRadiographs> {
  const table = await (labels === undefined ? findNihTable(images) : nihTableAt(labels));
  const all = await loadNihTable(table);
  const listed = async (name: string | null) =>
    name === null ? [] : selectListed(all, await loadFileList(join(dirname(table), name)));
  const [train, heldOut] = [await listed(data.trainList), await listed(data.heldOutList)];
  refusePatientOverlap({ [data.trainList]: train, [data.heldOutList ?? "held out"]: heldOut });
  const located = await locateImages([...train, ...heldOut], [images]);
  const inTrain = new Set(train.map(({ fileName }) => fileName));
  const trainList = located.records.filter(({ fileName }) => inTrain.has(fileName));
  const others = located.records.filter(({ fileName }) => !inTrain.has(fileName));
  return {
    trainList,
    heldOut: others,
    missing: {
      trainList: train.length - trainList.length,
      heldOut: heldOut.length - others.length,
    },
    labels: table,
  };
}

/** What a run starts from, in words. A part of a data set is a normal thing to have, but not one to train on unawares. */
export function foundInWords({
  trainList,
  heldOut,
  missing,
}: Pick<RecipeRadiographs, "trainList" | "heldOut" | "missing">): string {
  const found = `${trainList.length} radiographs to learn from, ${heldOut.length} held out.`;
  const absent = missing.trainList + missing.heldOut;
  return absent === 0 ? found : `${found} Images that are listed but not there: ${absent}.`;
}

/** Rows of 14 labels and, last, "any finding": 1 present, 0 absent, NaN unknown. */
export function targetsOf(records: readonly LocatedRecord[]): Matrix {
  const targets = zeros(records.length, FINDINGS.length + 1);
  for (const [row, { labels, anyFinding }] of records.entries())
    rowOf(targets, row).set([...labels, anyFinding]);
  return targets;
}

/** Soft labels (between 0 and 1) teach, but nothing can be judged by them: unknown. */
export function certain({ rows, columns, data }: Matrix): Matrix {
  const known = data.map((label) => (label === 0 || label === 1 ? label : Number.NaN));
  return { rows, columns, data: known };
}
