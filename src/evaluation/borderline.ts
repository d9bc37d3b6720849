import type { Values } from "./cases.ts";
import { type Decisions, decisionsAt } from "./predictive-values.ts";

/** What is left undecided where the probability's interval crosses the operating point, and what that spares. */
export interface BorderlineCases {
  /** Of those whose label is known. */
  readonly radiographs: number;
  readonly positives: number;
  /** Those of them whose label says the opposite of the side that they are on. */
  readonly wrong: number;
  /** What is decided of all others. */
  readonly clear: Decisions;
}

/** Counts the borderline cases of one output, and the decisions on all others. */
export function borderlineCases(
  isBorderline: readonly boolean[],
  threshold: number,
  probabilities: Values,
  labels: Values,
): BorderlineCases {
  const known = [...isBorderline.keys()].filter((row) => !Number.isNaN(labels[row] as number));
  const borderline = known.filter((row) => isBorderline[row]);
  const clear = known.filter((row) => !isBorderline[row]);
  const positives = borderline.filter((row) => labels[row] === 1);
  return {
    radiographs: borderline.length,
    positives: positives.length,
    wrong: borderline.filter(
      (row) => (probabilities[row] as number) >= threshold !== (labels[row] === 1),
    ).length,
    clear: decisionsAt(
      threshold,
      clear.map((row) => probabilities[row] as number),
      clear.map((row) => labels[row] as number),
    ),
  };
}
