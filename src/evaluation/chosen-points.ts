import type { Values } from "./cases.ts";
import { EvaluationError } from "./errors.ts";
import { type OperatingPoint, operatingPointAt } from "./operating-point.ts";
import { type Ranking, rankCases } from "./ranking.ts";

/** What an operating point is chosen for. */
export type PointGoal =
  /** The highest threshold that still finds so large a share of those with the finding. */
  | { readonly kind: "sensitivity"; readonly atLeast: number }
  /** The lowest threshold that still leaves so large a share of the others alone. */
  | { readonly kind: "specificity"; readonly atLeast: number }
  /** The least cost, if missing one costs as much as so many false alarms. */
  | { readonly kind: "cost"; readonly missCosts: number };

/**
 * The threshold that reaches a goal on these radiographs, and what it does there; null where one class is missing, or
 * where even calling the highest score alone leaves too few of the others alone.
 *
 * Candidates lie at the scores themselves, so a goal is reached exactly where it can be. It is chosen on the same
 * radiographs that it is counted on, which flatters it: count on others by `operatingPointAt`.
 *
 * @throws EvaluationError `SETTING_INVALID` for a share outside 0 to 1 or a cost that is not above 0.
 */
export function chooseOperatingPoint(
  goal: PointGoal,
  scores: Values,
  labels: Values,
): OperatingPoint | null {
  refuseGoal(goal);
  const ranking = rankCases(scores, labels);
  const { order, positives, negatives } = ranking;
  if (positives === 0 || negatives === 0) return null;
  const cuts = countCuts(ranking);
  const chosen = chooseCut(goal, cuts, positives, negatives);
  if (chosen === null) return null;
  return operatingPointAt(scores[order[chosen.rank] as number] as number, scores, labels);
}

/** Calling positive from a rank on. */
interface Cut {
  readonly rank: number;
  readonly found: number;
  readonly falseAlarms: number;
}

/** From calling all positive to calling the highest score alone. */
function countCuts({ positive, tieEnds, positives, negatives }: Ranking): Cut[] {
  const cuts: Cut[] = [];
  let [rank, missed] = [0, 0];
  for (const end of tieEnds) {
    cuts.push({ rank, found: positives - missed, falseAlarms: negatives - (rank - missed) });
    for (; rank < end; rank++) missed += positive[rank] as number;
  }
  return cuts;
}

function chooseCut(
  goal: PointGoal,
  cuts: readonly Cut[],
  positives: number,
  negatives: number,
): Cut | null {
  switch (goal.kind) {
    case "sensitivity":
      return cuts.findLast(({ found }) => found / positives >= goal.atLeast) ?? null;
    case "specificity":
      return (
        cuts.find(({ falseAlarms }) => (negatives - falseAlarms) / negatives >= goal.atLeast) ??
        null
      );
    case "cost": {
      const costOf = ({ found, falseAlarms }: Cut) =>
        goal.missCosts * (positives - found) + falseAlarms;
      return cuts.reduce((best, cut) => (costOf(cut) < costOf(best) ? cut : best));
    }
  }
}

function refuseGoal(goal: PointGoal): void {
  const isFine =
    goal.kind === "cost"
      ? goal.missCosts > 0 && Number.isFinite(goal.missCosts)
      : goal.atLeast >= 0 && goal.atLeast <= 1;
  if (isFine) return;
  const value = goal.kind === "cost" ? goal.missCosts : goal.atLeast;
  throw new EvaluationError(
    "SETTING_INVALID",
    goal.kind === "cost"
      ? `a missed finding that costs ${value} false alarms: give a number above 0.`
      : `a ${goal.kind} of at least ${value}: give a share from 0 to 1.`,
    { goal: goal.kind, value },
  );
}
