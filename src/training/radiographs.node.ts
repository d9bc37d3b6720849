import { dirname, join } from "node:path";
import {
  findNihTable,
  type LocatedRecord,
  loadFileList,
  loadNihTable,
  locateImages,
  refusePatientOverlap,
  selectListed,
} from "../dataset/index.ts";
import { FINDINGS } from "../findings/index.ts";
import { type Matrix, rowOf, zeros } from "./matrix.ts";
import type { LinearRecipe } from "./recipe.ts";

/** Radiographs that lists beside a label table name. */
type ListedData = Pick<LinearRecipe["data"], "trainList" | "heldOutList">;

/** The radiographs of a recipe whose images are there. */
export interface RecipeRadiographs {
  readonly trainList: readonly LocatedRecord[];
  readonly heldOut: readonly LocatedRecord[];
  /** Path of the label table. */
  readonly labels: string;
}

/**
 * Finds what a recipe speaks of: the label table (beside the images or in their parent folder if not
 * named), its lists beside it, and the images. A patient on both lists is refused.
 */
export async function findRadiographs(
  data: ListedData,
  images: string,
  labels?: string,
): Promise<RecipeRadiographs> {
  const table = labels ?? (await findNihTable(images));
  const all = await loadNihTable(table);
  const listed = async (name: string | null) =>
    name === null ? [] : selectListed(all, await loadFileList(join(dirname(table), name)));
  const [train, heldOut] = [await listed(data.trainList), await listed(data.heldOutList)];
  refusePatientOverlap({ [data.trainList]: train, [data.heldOutList ?? "held out"]: heldOut });
  const located = await locateImages([...train, ...heldOut], [images]);
  const inTrain = new Set(train.map(({ fileName }) => fileName));
  return {
    trainList: located.records.filter(({ fileName }) => inTrain.has(fileName)),
    heldOut: located.records.filter(({ fileName }) => !inTrain.has(fileName)),
    labels: table,
  };
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
