import { type Calibration, OWN_PROBABILITY } from "../evaluation/calibration.ts";
import type { EnsembleUncertainty } from "../evaluation/uncertainty/probability-interval.ts";
import type { CalibratedOutputDescription, ModelDescription } from "./description.ts";

/** What turns the logit of one output into a probability and a yes or no. */
export interface DecisionRule {
  readonly calibration: Calibration;
  /** The probability from which on it counts as positive; null where the model has none. */
  readonly operatingPoint: number | null;
  /** Whether the operating point was chosen on evidence; a radiograph is positive only then. */
  readonly isChosen: boolean;
  /** What its probabilities' intervals are made of; null where nothing is known of that. */
  readonly uncertainty: EnsembleUncertainty | null;
}

/** The rules of a model; null for an output that its network does not have, or that is not calibrated beside others. */
export interface DecisionRules {
  /** In the findings' order. */
  readonly findings: readonly (DecisionRule | null)[];
  readonly abnormal: DecisionRule | null;
  /** Whether probabilities are calibrated, or the network's own. */
  readonly calibrated: boolean;
}

/** The logistic function of the logit as it is: what a network's own probability is. */
const UNCALIBRATED: DecisionRule = {
  calibration: OWN_PROBABILITY,
  operatingPoint: null,
  isChosen: false,
  uncertainty: null,
};

/**
 * How a model's logits are to be read. Of an imported network that was calibrated for some findings only, the others
 * are not read: an uncalibrated probability must not stand beside calibrated ones.
 */
export function decisionRules(model: ModelDescription): DecisionRules {
  if ("imported" in model) {
    const calibrated = model.recalibration !== undefined;
    const findings = model.findings.map(({ label, output }) => {
      if (label === null) return null;
      if (output !== undefined) return ruleOf(output, model.ensemble);
      return calibrated ? null : UNCALIBRATED;
    });
    return { findings, abnormal: null, calibrated };
  }
  return {
    findings: model.findings.map((output) => ruleOf(output, model.ensemble)),
    abnormal: ruleOf(model.abnormal, model.ensemble),
    calibrated: true,
  };
}

/** Which of the graph's outputs mean something, in the findings' order, and whether it has one for "any finding". */
export function networkOutputs(model: ModelDescription): {
  readonly findings: readonly boolean[];
  readonly abnormal: boolean;
} {
  return "imported" in model
    ? { findings: model.findings.map(({ label }) => label !== null), abnormal: false }
    : { findings: model.findings.map(() => true), abnormal: true };
}

/** Whether the graph says of each radiograph how sure it is (its output `spread`), and intervals depend on it. */
export function statesSpread({ findings, abnormal }: DecisionRules): boolean {
  return [...findings, abnormal].some((rule) => (rule?.uncertainty?.fits.weight ?? 0) > 0);
}

function ruleOf(
  { calibration, operatingPoint, uncertainty }: CalibratedOutputDescription,
  ensemble: ModelDescription["ensemble"],
): DecisionRule {
  return {
    calibration,
    operatingPoint: operatingPoint.probability,
    isChosen: operatingPoint.sensitivity !== null,
    uncertainty: uncertainty && ensemble ? { ...uncertainty, count: ensemble.fits } : null,
  };
}
