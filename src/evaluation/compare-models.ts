import { countPositives } from "./cases.ts";
import { type ClusteredDifference, compareClusteredAuroc } from "./clustered-delong.ts";
import { type AurocDifference, compareMeanAuroc } from "./compare-auroc.ts";
import type { ModelToEvaluate } from "./evaluate-model.ts";
import { ENOUGH_POSITIVES } from "./evaluate-model.ts";
import { correctForMany } from "./holm.ts";
import type { BootstrapOptions } from "./resample.ts";

/** Two models on the same radiographs. */
export interface ModelComparison {
  /** Means over all findings that both can be judged by, and over those with 20 positives or more. */
  readonly meanAuroc: AurocDifference | null;
  readonly meanAurocOfFrequent: AurocDifference | null;
  readonly findings: readonly (ClusteredDifference & {
    readonly name: string;
    /** Corrected by Holm's method for as many findings as are compared. */
    readonly correctedPValue: number;
  })[];
}

/**
 * Compares two models by paired bootstrap over patients (means) and by clustered DeLong (each finding, p-values
 * corrected for their number). Findings that one of them has no output for, or that have one class only, are left out.
 */
export function compareModels(
  first: Pick<ModelToEvaluate, "findings" | "patientIds">,
  second: Pick<ModelToEvaluate, "findings">,
  options: BootstrapOptions = {},
): ModelComparison {
  const { patientIds } = first;
  const pairs = first.findings.flatMap((one) => {
    const other = second.findings.find(({ name }) => name === one.name);
    const labels = one.labels;
    const scored = (logits: ArrayLike<number>) => ({ scores: logits, labels });
    return other === undefined
      ? []
      : [{ name: one.name, labels, pair: [scored(one.logits), scored(other.logits)] as const }];
  });
  const meanOf = (chosen: typeof pairs) =>
    compareMeanAuroc(
      chosen.map(({ pair }) => pair[0]),
      chosen.map(({ pair }) => pair[1]),
      patientIds,
      options,
    );
  const differences = pairs.flatMap(({ name, pair }) => {
    const difference = compareClusteredAuroc(...pair, patientIds);
    return difference === null ? [] : [{ name, ...difference }];
  });
  const corrected = correctForMany(differences.map(({ pValue }) => pValue));
  return {
    meanAuroc: meanOf(pairs),
    meanAurocOfFrequent: meanOf(
      pairs.filter(({ labels }) => countPositives(labels) >= ENOUGH_POSITIVES),
    ),
    findings: differences.map((difference, index) => ({
      ...difference,
      correctedPValue: corrected[index] ?? difference.pValue,
    })),
  };
}
