import { auroc } from "./auroc.ts";
import { type MeanAurocs, meanAurocs } from "./bootstrap.ts";
import { brierScore, expectedCalibrationError } from "./calibration-error.ts";
import { countPositives } from "./cases.ts";
import { type AurocDifference, pairedDifference } from "./compare-auroc.ts";
import type { OutputToEvaluate } from "./evaluate-finding.ts";
import { ENOUGH_POSITIVES, type ModelToEvaluate } from "./evaluate-model.ts";
import { type Interval, percentileInterval } from "./interval.ts";
import type { BootstrapOptions } from "./resample.ts";
import { type Share, shareOf } from "./share.ts";

/** A model's outputs on radiographs, and whom they are of. */
type Outputs = Pick<ModelToEvaluate, "findings" | "anyFinding" | "patientIds">;

/** How far probabilities are from shares; null where no label is known. */
export interface CalibrationFigures {
  /** Expected calibration error over ten bins of equal mass. */
  readonly calibrationError: number | null;
  readonly brierScore: number | null;
}

/** Calibration as means over findings with 20 positives or more, and of "any finding". */
export interface CalibrationQuality {
  readonly findings: CalibrationFigures;
  readonly anyFinding: CalibrationFigures;
}

/** What a model does on radiographs as they are: what disturbances are held against. */
export interface UndisturbedFigures {
  readonly radiographs: number;
  readonly patients: number;
  /** Over findings with 20 positives or more, with its 95 percent interval; null if there are none. */
  readonly meanAuroc: {
    readonly value: number;
    readonly interval: Interval | null;
    readonly findings: readonly string[];
  } | null;
  readonly calibration: CalibrationQuality;
}

/** What a disturbance does to what a model says. */
export interface DisturbanceEffect {
  /** Of findings with 20 positives or more: first disturbed, second as they are, by paired bootstrap. */
  readonly meanAuroc: AurocDifference | null;
  /** Of each of these findings. */
  readonly findings: readonly {
    readonly name: string;
    readonly positives: number;
    readonly auroc: number | null;
    readonly undisturbed: number | null;
  }[];
  readonly calibration: CalibrationQuality;
  /** Radiographs on which the decision on at least one finding changes; null without operating points. */
  readonly changedDecisions: Share | null;
  /** Of the absolute change of probability, over all radiographs and findings. */
  readonly medianProbabilityChange: number | null;
}

/** Measures effects of disturbances on one model and one list of radiographs. */
export interface DisturbanceMeter {
  readonly undisturbed: UndisturbedFigures;
  effectOf(disturbed: Pick<Outputs, "findings" | "anyFinding">): DisturbanceEffect;
}

/**
 * Takes the figures of a model on undisturbed radiographs, once, and returns what measures others against them.
 * Differences are paired: every bootstrap replicate draws patients for both alike.
 */
export function disturbanceMeter(
  { findings, anyFinding, patientIds }: Outputs,
  options: BootstrapOptions = {},
): DisturbanceMeter {
  const isFrequent = findings.map(({ labels }) => countPositives(labels) >= ENOUGH_POSITIVES);
  const frequentOf = (outputs: readonly OutputToEvaluate[]) =>
    outputs.filter((_, place) => isFrequent[place]);
  const meanOf = (outputs: readonly OutputToEvaluate[]) =>
    meanAurocs(
      frequentOf(outputs).map(({ logits, labels }) => ({ scores: logits, labels })),
      patientIds,
      options,
    );
  const before = meanOf(findings);
  return {
    undisturbed: {
      radiographs: patientIds.length,
      patients: new Set(patientIds).size,
      meanAuroc: estimateOf(before, frequentOf(findings)),
      calibration: calibrationOf(frequentOf(findings), anyFinding),
    },
    effectOf: (disturbed) => ({
      meanAuroc: pairedDifference(meanOf(disturbed.findings), before),
      findings: findings.flatMap(({ name, logits, labels }, place) => {
        const other = disturbed.findings[place];
        if (!isFrequent[place] || other === undefined) return [];
        return {
          name,
          positives: countPositives(labels),
          auroc: auroc(other.logits, labels),
          undisturbed: auroc(logits, labels),
        };
      }),
      calibration: calibrationOf(frequentOf(disturbed.findings), disturbed.anyFinding),
      changedDecisions: changedDecisions(findings, disturbed.findings, patientIds.length),
      medianProbabilityChange: medianChange(findings, disturbed.findings),
    }),
  };
}

function estimateOf(
  { value, replicates }: MeanAurocs,
  outputs: readonly OutputToEvaluate[],
): UndisturbedFigures["meanAuroc"] {
  if (value === null) return null;
  const usable = replicates.filter((mean) => !Number.isNaN(mean));
  const interval = usable.length < 2 ? null : percentileInterval(Float64Array.from(usable));
  return { value, interval, findings: outputs.map(({ name }) => name) };
}

function calibrationOf(
  frequent: readonly OutputToEvaluate[],
  anyFinding: OutputToEvaluate | null,
): CalibrationQuality {
  return {
    findings: figuresOf(frequent),
    anyFinding: figuresOf(anyFinding === null ? [] : [anyFinding]),
  };
}

/** Means over outputs; null of none. */
function figuresOf(outputs: readonly OutputToEvaluate[]): CalibrationFigures {
  const mean = (figure: typeof brierScore) => {
    const values = outputs.flatMap(
      ({ probabilities, labels }) => figure(probabilities, labels) ?? [],
    );
    return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
  };
  return {
    calibrationError: mean((probabilities, labels) =>
      expectedCalibrationError(probabilities, labels),
    ),
    brierScore: mean(brierScore),
  };
}

function changedDecisions(
  before: readonly OutputToEvaluate[],
  after: readonly OutputToEvaluate[],
  radiographs: number,
): Share | null {
  const decided = before.flatMap(({ operatingPoint, probabilities }, place) => {
    const other = after[place];
    if (operatingPoint === null || other === undefined) return [];
    return { operatingPoint, before: probabilities, after: other.probabilities };
  });
  if (decided.length === 0) return null;
  let changed = 0;
  for (let row = 0; row < radiographs; row++) {
    const differs = decided.some(
      (one) =>
        (one.before[row] as number) >= one.operatingPoint !==
        (one.after[row] as number) >= one.operatingPoint,
    );
    if (differs) changed++;
  }
  return shareOf(changed, radiographs);
}

function medianChange(
  before: readonly OutputToEvaluate[],
  after: readonly OutputToEvaluate[],
): number | null {
  const changes = Float64Array.from(
    before.flatMap(({ probabilities }, place) =>
      Array.from(probabilities, (probability, row) =>
        Math.abs((after[place]?.probabilities[row] ?? Number.NaN) - probability),
      ),
    ),
  ).sort();
  if (changes.length === 0) return null;
  const half = changes.length / 2;
  const [low = 0, high = 0] = [changes[Math.ceil(half) - 1], changes[Math.floor(half)]];
  return (low + high) / 2;
}
