import type { Values } from "../cases.ts";
import { countPositives } from "../cases.ts";
import { chooseOperatingPoint, type PointGoal } from "../chosen-points.ts";
import { type OperatingPoint, youdenOperatingPoint } from "../operating-point.ts";

/** What an operating point is chosen for: the largest Youden index, or one of the other goals. */
export type OperatingGoal = { readonly kind: "youden" } | PointGoal;

/** The threshold for a goal, and what it does on the same radiographs; null as `chooseOperatingPoint`. */
export function chooseFor(
  goal: OperatingGoal,
  probabilities: Values,
  labels: Values,
): OperatingPoint | null {
  return goal.kind === "youden"
    ? youdenOperatingPoint(probabilities, labels)
    : chooseOperatingPoint(goal, probabilities, labels);
}

/**
 * The same goal where a finding is as frequent as `prevalence` instead of as among these labels. Only costs depend on
 * that: the rarer the finding, the fewer the misses and the more the false alarms of one and the same threshold.
 */
export function goalAt(
  goal: OperatingGoal,
  labels: Values,
  prevalence: number | undefined,
): OperatingGoal {
  if (goal.kind !== "cost" || prevalence === undefined) return goal;
  const positives = countPositives(labels);
  let negatives = 0;
  for (let index = 0; index < labels.length; index++) if (labels[index] === 0) negatives++;
  if (positives === 0 || negatives === 0) return goal;
  const odds = prevalence / (1 - prevalence);
  return { kind: "cost", missCosts: goal.missCosts * odds * (negatives / positives) };
}

/** A goal in words, as `model.json` states it. */
export function goalInWords(goal: OperatingGoal): string {
  switch (goal.kind) {
    case "youden":
      return "largest Youden index";
    case "sensitivity":
    case "specificity":
      return `${goal.kind} of at least ${goal.atLeast}`;
    case "cost":
      return `least cost, a missed finding costing ${goal.missCosts} false alarms`;
  }
}
