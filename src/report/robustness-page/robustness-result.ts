import type { Disturbance } from "../../disturbance/index.node.ts";
import type { DisturbanceEffect, UndisturbedFigures } from "../../evaluation/index.ts";
import type { EvaluatedPopulation } from "../evaluation-page/evaluation-result.ts";

/** One severity of a disturbance, and what it does. */
export interface DisturbedLevel extends DisturbanceEffect {
  readonly severity: number;
  readonly inWords: string;
  /** How many radiographs it changes; the others count as they are. */
  readonly changedRadiographs: number;
  /** The share that the model's gate refuses; the other figures are of all. Null for a model without a gate. */
  readonly refusedByGate: number | null;
}

/** A disturbance and its levels. */
export interface DisturbanceResult
  extends Pick<Disturbance, "name" | "title" | "occurs" | "axis" | "scale" | "neutral"> {
  readonly levels: readonly DisturbedLevel[];
  /** Severities that change none of these radiographs, in words. */
  readonly leftOut: readonly string[];
}

/** Everything that `thorascope robustness` says. */
export interface RobustnessResult {
  readonly model: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly population: EvaluatedPopulation & {
    /** So many were drawn from those labelled, where not all were taken. */
    readonly drawn: number | null;
    /** Pixels of the longer side: the smallest, the median and the largest radiograph. */
    readonly sides: readonly [number, number, number];
  };
  readonly seed: number;
  readonly replicates: number;
  readonly undisturbed: UndisturbedFigures & Pick<DisturbedLevel, "refusedByGate">;
  readonly disturbances: readonly DisturbanceResult[];
}
