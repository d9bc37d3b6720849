import type { RadiographRecord } from "../dataset/records.ts";
import type { Grouping, ModelToEvaluate, OutputToEvaluate } from "../evaluation/index.ts";
import { applyCalibration } from "../evaluation/index.ts";
import { FINDINGS } from "../findings/index.ts";
import type { DecisionRule } from "../model/decision.ts";
import { decide } from "./decide.ts";
import type { Model, Scores } from "./model.ts";

/** Years of life that patients are grouped by, from - to. */
const AGE_BANDS = [
  [0, 17],
  [18, 39],
  [40, 59],
  [60, 79],
  [80, 150],
] as const;

/**
 * What a model says of labelled radiographs, as evaluations take it. Soft labels are unknown to an evaluation; a
 * finding that the network has no output for is left out.
 */
export function radiographsToEvaluate(
  model: Pick<Model, "rules">,
  records: readonly RadiographRecord[],
  scores: readonly Scores[],
): ModelToEvaluate {
  const { findings, abnormal } = model.rules;
  const spreadsOf = (output: number) => scores.map(({ spreads }) => spreads?.[output] ?? null);
  return {
    findings: FINDINGS.flatMap((finding, column) => {
      const rule = findings[column] ?? null;
      if (rule === null) return [];
      const logits = scores.map((one) => one.logits[column] ?? Number.NaN);
      const labels = records.map(({ labels: of }) => of[column] ?? Number.NaN);
      return [outputOf(finding, rule, { logits, labels, spreads: spreadsOf(column) })];
    }),
    anyFinding:
      abnormal === null
        ? null
        : outputOf("Any finding", abnormal, {
            logits: scores.map((one) => one.abnormal ?? Number.NaN),
            labels: records.map(({ anyFinding }) => anyFinding),
            spreads: spreadsOf(FINDINGS.length),
          }),
    patientIds: records.map(({ patientId }) => patientId),
    groupings: groupingsOf(records),
  };
}

function outputOf(
  name: string,
  rule: DecisionRule,
  {
    logits,
    labels,
    spreads,
  }: {
    readonly logits: readonly number[];
    readonly labels: readonly number[];
    readonly spreads: readonly (number | null)[];
  },
): OutputToEvaluate {
  const { calibration, operatingPoint, isChosen } = rule;
  const knowsIntervals = rule.uncertainty !== null;
  return {
    name,
    logits,
    probabilities: logits.map((logit) => applyCalibration(calibration, logit)),
    labels: labels.map((label) => (label === 0 || label === 1 ? label : Number.NaN)),
    operatingPoint: isChosen ? operatingPoint : null,
    borderline: knowsIntervals
      ? logits.map((logit, row) => decide(rule, logit, spreads[row] ?? null).borderline)
      : null,
  };
}

/** View, sex, age band, and sex and age together; only those that anything is known of. */
function groupingsOf(records: readonly RadiographRecord[]): Grouping[] {
  const bands = records.map(({ age }) => bandOf(age));
  const groupings: Grouping[] = [
    { name: "view", values: records.map(({ view }) => view) },
    { name: "sex", values: records.map(({ sex }) => sex) },
    { name: "age", values: bands },
    {
      name: "sex and age",
      values: records.map(({ sex }, row) =>
        sex === null || bands[row] === null ? null : `${sex} ${bands[row]}`,
      ),
    },
  ];
  return groupings.filter(({ values }) => values.some((value) => value !== null));
}

function bandOf(age: number | null): string | null {
  if (age === null) return null;
  const band = AGE_BANDS.find(([from, to]) => age >= from && age <= to);
  if (band === undefined) return null;
  const [from, to] = band;
  return to > 100 ? `${from} and older` : `${from}-${to}`;
}
