import { wilsonInterval } from "../../src/evaluation/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";
import type { CardEvaluation, TrainedModelDescription } from "../../src/model/index.ts";

/** The graph that the example's card is of. */
export const EXAMPLE_SHA256 = "ab".repeat(32);

type Output = CardEvaluation["evaluation"]["findings"][number];
type Group = CardEvaluation["evaluation"]["subgroups"][number];

export function share(correct: number, of: number) {
  const interval = wilsonInterval(correct, of);
  if (interval === null) throw new Error("A share of nothing.");
  return { value: correct / of, correct, of, interval };
}

/** A group in which `missed` of `withFinding` radiographs with any finding are called free of findings. */
export function group(
  grouping: string,
  value: string | null,
  missed: number,
  withFinding: number,
  findings: Group["findings"] = [],
): Group {
  return {
    grouping,
    value,
    radiographs: 2 * withFinding,
    patients: withFinding,
    falseNoFinding: withFinding === 0 ? null : share(missed, withFinding),
    findings,
  };
}

/**
 * An evaluation on 400 radiographs, 100 with each finding, with figures that differ everywhere, at the operating
 * points of a model.
 */
export function exampleEvaluation(
  model: Pick<TrainedModelDescription, "findings" | "abnormal">,
  subgroups: readonly Group[] = [],
): CardEvaluation {
  let last = 600;
  const next = () => ++last / 1000;
  const output = (name: string, point: { probability: number; sensitivity: unknown }): Output => {
    const [found, left] = [50 + (last % 7), 200 + (last % 11)];
    return {
      name,
      positives: 100,
      negatives: 300,
      unknown: 0,
      auroc: { value: next(), bootstrap: { low: next(), high: next() } },
      averagePrecision: next(),
      prevalence: 0.25,
      decisions:
        point.sensitivity === null
          ? null
          : {
              threshold: point.probability,
              truePositives: found,
              falsePositives: 300 - left,
              trueNegatives: left,
              falseNegatives: 100 - found,
              sensitivity: share(found, 100),
              specificity: share(left, 300),
              positivePredictiveValue: share(found, found + 300 - left),
              negativePredictiveValue: share(left, left + 100 - found),
            },
      brierSkill: next(),
      calibrationError: { equalMass: next() },
      reliability: [{ radiographs: 400, meanProbability: 0.2, observed: share(100, 400) }],
      decisionCurve: [0.01, 0.02, 0.03, 0.04, 0.05].map((threshold, index) => ({
        threshold,
        model: [0.2, 0.25, 0.25, 0.2, 0.25][index] ?? 0,
        all: 0.22,
      })),
    };
  };
  return {
    model: { name: "example", version: "4.5.6", sha256: EXAMPLE_SHA256 },
    population: {
      dataset: "Another hospital",
      split: "test",
      labelled: 412,
      missing: 7,
      refused: [{ code: "COLOUR_IMAGE", radiographs: 5, withFinding: 3 }],
    },
    evaluation: {
      radiographs: 400,
      patients: 123,
      findings: FINDINGS.map((finding, index) =>
        output(
          finding,
          model.findings[index]?.operatingPoint ?? { probability: 1, sensitivity: null },
        ),
      ),
      anyFinding: output("Any finding", model.abnormal.operatingPoint),
      meanAuroc: { value: next(), interval: { low: next(), high: next() }, findings: 14 },
      meanAurocOfFrequent: { value: next(), interval: { low: next(), high: next() }, findings: 14 },
      subgroups: [...subgroups],
    },
  };
}
