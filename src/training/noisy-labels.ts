import type { LabelCorrection } from "../dataset/index.ts";
import { applyPlatt, fitPlatt, type LabelNoise, labelNoise } from "../evaluation/index.ts";
import { FINDINGS, type Finding } from "../findings/index.ts";
import type { ScoredRadiographs } from "./describe.ts";
import { columnOf } from "./matrix.ts";

/** What out-of-fold predictions say about the labels of one finding. */
export interface NoisyFinding {
  readonly finding: Finding;
  /** Null where too few labels say present, or absent. */
  readonly noise: LabelNoise | null;
}

/** Calibrates the predictions of each finding and judges its labels by them. */
export function findNoisyLabels({
  logits,
  targets,
}: Pick<ScoredRadiographs, "logits" | "targets">): NoisyFinding[] {
  return FINDINGS.map((finding, column) => {
    const [scores, labels] = [columnOf(logits, column), columnOf(targets, column)];
    const calibration = fitPlatt(scores, labels);
    if (calibration === null) return { finding, noise: null };
    const probabilities = Float64Array.from(scores, (logit) => applyPlatt(calibration, logit));
    return { finding, noise: labelNoise(probabilities, labels) };
  });
}

/**
 * Corrections that let doubtful labels count less: of each finding the first-ranked `share` of its known labels,
 * each with the probability that it is right as its weight. Nothing is relabelled.
 *
 * Not as many as are estimated to be wrong: where predictions rank poorly that estimate is far too high.
 */
export function downWeighted(
  noisy: readonly NoisyFinding[],
  fileNames: readonly string[],
  share: number,
): LabelCorrection[] {
  return noisy.flatMap(({ finding, noise }) =>
    (noise?.ranked ?? [])
      .slice(0, Math.round(share * (noise?.ranked.length ?? 0)))
      .map(({ index, wrong }) => ({
        fileName: fileNames[index] ?? "",
        finding,
        label: null,
        weight: Number((1 - wrong).toFixed(3)),
      })),
  );
}

/** The estimated number of wrong labels, an upper bound where predictions rank poorly. */
export function wrongIn({
  present,
  absent,
  wrongAmongPresent,
  wrongAmongAbsent,
}: LabelNoise): number {
  return Math.round(present * wrongAmongPresent + absent * wrongAmongAbsent);
}
