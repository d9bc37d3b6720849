import { type AurocEstimates, bootstrapMeans } from "./bootstrap.ts";
import { countPositives } from "./cases.ts";
import { type EvaluatedOutput, evaluateOutput, type OutputToEvaluate } from "./evaluate-finding.ts";
import type { BootstrapOptions } from "./resample.ts";
import { evaluateSubgroups, type Grouping, type Subgroup } from "./subgroups.ts";

/** A model's outputs on a list of radiographs, and who they are of. */
export interface ModelToEvaluate {
  /** One per finding. */
  readonly findings: readonly OutputToEvaluate[];
  /** "Any finding"; null where the model has no such output. */
  readonly anyFinding: OutputToEvaluate | null;
  /** The patient of each radiograph. */
  readonly patientIds: readonly string[];
  /** What radiographs may differ in, e.g. sex or view: a value for each, null where it is not known. */
  readonly groupings: readonly Grouping[];
}

export interface ModelEvaluationOptions extends BootstrapOptions {
  /** Prevalences to state predictive values at. */
  readonly prevalences?: readonly number[];
}

/** Positives below which a finding's figures say little: it is left out of the second mean. */
export const ENOUGH_POSITIVES = 20;

export interface ModelEvaluation {
  readonly radiographs: number;
  readonly patients: number;
  readonly findings: readonly EvaluatedOutput[];
  readonly anyFinding: EvaluatedOutput | null;
  /** Macro means: of all findings that have both classes, and of those with 20 positives or more. */
  readonly meanAuroc: AurocEstimates["mean"];
  readonly meanAurocOfFrequent: AurocEstimates["mean"];
  readonly subgroups: readonly Subgroup[];
}

const PREVALENCES = [0.01, 0.05, 0.1, 0.3];

/**
 * Evaluates a model: every output with its intervals, macro means, and subgroups.
 *
 * All outputs share one set of bootstrap draws over patients, so that the means' intervals hold their correlation.
 *
 * @throws EvaluationError where numbers make no sense, see the figures' own functions.
 */
export function evaluateModel(
  { findings, anyFinding, patientIds, groupings }: ModelToEvaluate,
  options: ModelEvaluationOptions = {},
): ModelEvaluation {
  const { prevalences = PREVALENCES } = options;
  const outputs = anyFinding === null ? findings : [...findings, anyFinding];
  const scored = outputs.map(({ logits, labels }) => ({ scores: logits, labels }));
  const places = [...findings.keys()];
  const { findings: aurocs, means } = bootstrapMeans(
    scored,
    patientIds,
    [
      places,
      places.filter((place) => countPositives(findings[place]?.labels ?? []) >= ENOUGH_POSITIVES),
    ],
    options,
  );
  const evaluated = outputs.map((output, index) =>
    evaluateOutput(output, patientIds, aurocs[index] ?? null, prevalences),
  );
  return {
    radiographs: patientIds.length,
    patients: new Set(patientIds).size,
    findings: evaluated.slice(0, findings.length),
    anyFinding: anyFinding === null ? null : (evaluated[findings.length] ?? null),
    meanAuroc: means[0] ?? null,
    meanAurocOfFrequent: means[1] ?? null,
    subgroups: evaluateSubgroups({ findings, anyFinding, patientIds, groupings }),
  };
}
