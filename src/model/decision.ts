import type { ModelDescription } from "./description.ts";

/** What turns the logit of one output into a probability and a yes or no. */
export interface DecisionRule {
  /** Platt scaling of the logit. */
  readonly calibration: { readonly slope: number; readonly intercept: number };
  /** The probability from which on it counts as positive; null where the model has none. */
  readonly operatingPoint: number | null;
  /** Whether the operating point was chosen on evidence; a radiograph is positive only then. */
  readonly isChosen: boolean;
}

/** The rules of a model; null for an output that its network does not have. */
export interface DecisionRules {
  /** In the findings' order. */
  readonly findings: readonly (DecisionRule | null)[];
  readonly abnormal: DecisionRule | null;
  /** Whether probabilities are calibrated, or the network's own. */
  readonly calibrated: boolean;
}

/** The logistic function of the logit as it is: what a network's own probability is. */
const OWN_PROBABILITY: DecisionRule = {
  calibration: { slope: 1, intercept: 0 },
  operatingPoint: null,
  isChosen: false,
};

/** How a model's logits are to be read. */
export function decisionRules(model: ModelDescription): DecisionRules {
  if ("imported" in model) {
    const findings = model.findings.map(({ label }) => (label === null ? null : OWN_PROBABILITY));
    return { findings, abnormal: null, calibrated: false };
  }
  const rule = ({ calibration, operatingPoint }: (typeof model)["abnormal"]): DecisionRule => ({
    calibration,
    operatingPoint: operatingPoint.probability,
    isChosen: operatingPoint.sensitivity !== null,
  });
  return { findings: model.findings.map(rule), abnormal: rule(model.abnormal), calibrated: true };
}
