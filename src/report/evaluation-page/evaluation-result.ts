import type { ModelComparison, ModelEvaluation } from "../../evaluation/index.ts";
import type { LocalizationResult } from "./localization-result.ts";

/** Which radiographs figures are of. */
export interface EvaluatedPopulation {
  readonly dataset: string;
  readonly split: string | null;
  /** Labelled radiographs of that side. */
  readonly labelled: number;
  /** Those whose image is not there. */
  readonly missing: number;
  /** Those that were refused, by reason, and how many of them have any finding by their labels. */
  readonly refused: readonly {
    readonly code: string;
    readonly radiographs: number;
    readonly withFinding: number;
  }[];
}

/** Everything that `thorascope evaluate` says. */
export interface EvaluationResult {
  readonly model: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly population: EvaluatedPopulation;
  readonly evaluation: ModelEvaluation;
  /** The means with those radiographs too that the model's gate refuses; null where it refuses none. */
  readonly withGated: Pick<
    ModelEvaluation,
    "radiographs" | "patients" | "meanAuroc" | "meanAurocOfFrequent"
  > | null;
  /** With a second model, where one was given. */
  readonly comparison: (ModelComparison & { readonly against: string }) | null;
  /** Where heatmaps point, where readers have marked findings. */
  readonly localization: LocalizationResult | null;
}
