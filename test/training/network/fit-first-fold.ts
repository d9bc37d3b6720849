import type { NetworkRun } from "../../../src/training/network/network-run.node.ts";

/** Carries out the first fit to a run's first fold. */
export async function fitFirstFold({ folds, carryOut }: NetworkRun, epochs: number) {
  const [fold] = folds;
  const [fit] = fold?.fits ?? [];
  if (fold === undefined || fit === undefined) throw new Error("There is no fold.");
  return { plan: fold.plan, outcome: await carryOut(fit, fold.plan, epochs) };
}
