import { existsSync } from "node:fs";
import { join } from "node:path";
import type { NetworkRecipe } from "../recipe.ts";
import type { TrainingOptions, TrainingPaths } from "../training-request.ts";
import { outcomeFile } from "./cross-validate.node.ts";
import { openNetworkRun } from "./network-run.node.ts";

/** Which of a run's fits are meant: every `of`-th, from the `index`-th on (from 0). */
export interface Part {
  readonly index: number;
  readonly of: number;
}

/** How far a run's fits are. */
export interface FitsDone {
  /** All that its model is made from. */
  readonly fits: number;
  readonly done: number;
}

/**
 * Carries out a part of a run's fits and makes no model yet. Fits don't depend on each other, so processes that share
 * the run's folder can each take a part: on many processors fits beside each other are faster than one fit after the
 * other in many threads. Where folds decide how long the final fits learn (early stopping), those are left over.
 */
export async function fitPartOfNetwork(
  recipe: NetworkRecipe,
  paths: TrainingPaths,
  { index, of }: Part,
  options: TrainingOptions = {},
): Promise<FitsDone> {
  const { run, folds, final, carryOut } = await openNetworkRun(recipe, paths, options);
  const { epochs, earlyStopping } = recipe.fit;
  const known = earlyStopping === null && final !== null ? [...folds, final] : folds;
  const planned = known.flatMap(({ plan, fits }) => fits.map((one) => ({ plan, one })));
  for (const [place, { plan, one }] of planned.entries())
    if (place % of === index) await carryOut(one, plan, epochs);
  const all = [...folds, ...(final === null ? [] : [final])].flatMap(({ fits }) => fits);
  const done = all.filter(({ name }) => existsSync(join(run.folder, outcomeFile(name))));
  return { fits: all.length, done: done.length };
}
