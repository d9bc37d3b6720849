import Type, { type Static } from "typebox";
import { Errors } from "typebox/schema";
import { displayName, FINDINGS, isFinding } from "../../findings/index.ts";
import { decisionRules } from "../decision.ts";
import type { ModelDescription } from "../description.ts";
import { ModelError } from "../errors.ts";
import { Estimate, Interval, Nullable, Sha256, Share } from "../schema-parts.ts";

const Count = Type.Integer({ minimum: 0 });
const Mean = Nullable(
  Type.Object({ value: Type.Number(), interval: Nullable(Interval), findings: Count }),
);

const Output = Type.Object({
  name: Type.String(),
  positives: Count,
  negatives: Count,
  unknown: Count,
  auroc: Nullable(Type.Object({ value: Type.Number(), bootstrap: Nullable(Interval) })),
  averagePrecision: Nullable(Type.Number()),
  prevalence: Nullable(Type.Number()),
  decisions: Nullable(
    Type.Object({
      threshold: Type.Number(),
      truePositives: Count,
      falsePositives: Count,
      trueNegatives: Count,
      falseNegatives: Count,
      sensitivity: Nullable(Share),
      specificity: Nullable(Share),
      positivePredictiveValue: Nullable(Share),
      negativePredictiveValue: Nullable(Share),
    }),
  ),
  borderline: Type.Optional(
    Nullable(
      Type.Object({
        radiographs: Count,
        positives: Count,
        wrong: Count,
        clear: Type.Object({ sensitivity: Nullable(Share), specificity: Nullable(Share) }),
      }),
    ),
  ),
  brierSkill: Nullable(Type.Number()),
  calibrationError: Type.Object({ equalMass: Nullable(Type.Number()) }),
  reliability: Type.Array(
    Type.Object({ radiographs: Count, meanProbability: Type.Number(), observed: Share }),
  ),
  decisionCurve: Type.Array(
    Type.Object({ threshold: Type.Number(), model: Type.Number(), all: Type.Number() }),
  ),
});

const Group = Type.Object({
  grouping: Type.String(),
  value: Nullable(Type.String()),
  radiographs: Count,
  patients: Count,
  falseNoFinding: Nullable(Share),
  findings: Type.Array(
    Type.Object({
      name: Type.String(),
      positives: Count,
      auroc: Nullable(Type.Object({ value: Type.Number(), interval: Interval })),
      missed: Nullable(Share),
      falseAlarms: Nullable(Share),
    }),
  ),
});

const Located = Type.Object({
  name: Type.String(),
  cases: Count,
  /** Of too few radiographs to speak of others. */
  isDescriptive: Type.Boolean(),
  marked: Type.Number(),
  pointingGame: Type.Object({ model: Share, centre: Share, meanBox: Nullable(Share) }),
  energy: Estimate,
  otsu: Type.Object({ region: Type.Object({ iou: Estimate }) }),
});

const Localization = Type.Object({
  radiographs: Count,
  patients: Count,
  findings: Type.Array(Located),
  all: Nullable(Located),
});

/** What a card needs of what `thorascope evaluate --json` prints; there may be more in it. */
const EvaluationFile = Type.Object({
  model: Type.Object({ name: Type.String(), version: Type.String(), sha256: Sha256 }),
  /**
   * Whose predictions were judged: those of fits that had not seen the patients, in cross-validation. Left out where
   * it is the model itself.
   */
  predictions: Type.Optional(Type.Literal("out-of-fold")),
  population: Type.Object({
    dataset: Type.String(),
    split: Nullable(Type.String()),
    labelled: Count,
    missing: Count,
    refused: Type.Array(
      Type.Object({ code: Type.String(), radiographs: Count, withFinding: Count }),
    ),
  }),
  evaluation: Type.Object({
    radiographs: Count,
    patients: Count,
    findings: Type.Array(Output),
    anyFinding: Nullable(Output),
    meanAuroc: Mean,
    meanAurocOfFrequent: Mean,
    subgroups: Type.Array(Group),
  }),
  /** Where readers' boxes or masks were at hand. */
  localization: Type.Optional(Nullable(Localization)),
});

/** An evaluation of a model on labelled radiographs. */
export type CardEvaluation = Static<typeof EvaluationFile>;

export type EvaluatedCardOutput = Static<typeof Output>;

export type CardLocalization = Static<typeof Localization>;

export type CardSubgroup = Static<typeof Group>;

/**
 * Takes an evaluation for a model's card.
 *
 * @throws ModelError `EVALUATION_INVALID` for anything but what `thorascope evaluate --json` prints,
 *   `EVALUATION_MISMATCH` where it is of another graph, or of other operating points of the same graph.
 */
export function parseEvaluation(
  value: unknown,
  file: string,
  model: ModelDescription,
): CardEvaluation {
  const [, [problem]] = Errors(EvaluationFile, value);
  if (problem !== undefined)
    throw invalid(file, `${problem.instancePath || "/"} ${problem.message}`);
  const evaluation = value as CardEvaluation;
  if (evaluation.model.sha256 !== model.graph.sha256) {
    throw new ModelError(
      "EVALUATION_MISMATCH",
      `${file}: it is of ${evaluation.model.name} ${evaluation.model.version}, graph ${evaluation.model.sha256.slice(0, 16)}, but the card is of ${model.name} ${model.version}, graph ${model.graph.sha256.slice(0, 16)}. Evaluate this model: thorascope evaluate --model FOLDER --json.`,
      { file, expected: model.graph.sha256, actual: evaluation.model.sha256 },
    );
  }
  refuseOtherPoints(evaluation, file, model);
  return evaluation;
}

/** One graph may have been calibrated anew since: its decisions would be those of another model. */
function refuseOtherPoints(
  { evaluation }: CardEvaluation,
  file: string,
  model: ModelDescription,
): void {
  const rules = decisionRules(model);
  const { findings, anyFinding } = evaluation;
  for (const { name, decisions } of [...findings, ...(anyFinding ? [anyFinding] : [])]) {
    if (!isFinding(name) && name !== ANY_FINDING) throw invalid(file, `"${name}" is no finding`);
    const rule = isFinding(name) ? rules.findings[FINDINGS.indexOf(name)] : rules.abnormal;
    const point = rule?.isChosen ? rule.operatingPoint : null;
    if ((decisions?.threshold ?? null) === point) continue;
    const counts = decisions === null ? "no decisions" : `decisions at ${decisions.threshold}`;
    throw new ModelError(
      "EVALUATION_MISMATCH",
      `${file}: it has ${counts} on ${outputLabel(name)}, but the model's operating point is ${point ?? "none"}: it was calibrated anew since. Evaluate it again.`,
      { file, finding: name, expected: point, actual: decisions?.threshold ?? null },
    );
  }
}

/** All outputs that were evaluated, by the names that cards use. */
export function evaluatedOutputs({
  evaluation: { findings, anyFinding },
}: CardEvaluation): ReadonlyMap<string, EvaluatedCardOutput> {
  return new Map(
    [...findings, ...(anyFinding === null ? [] : [anyFinding])].map((output) => [
      outputLabel(output.name),
      output,
    ]),
  );
}

/** How evaluations and cards call the output of any finding. */
export const ANY_FINDING = "Any finding";

/** How a card calls an output. */
export function outputLabel(name: string): string {
  return isFinding(name) ? displayName(name) : name;
}

function invalid(file: string, reason: string): ModelError {
  return new ModelError(
    "EVALUATION_INVALID",
    `${file}: ${reason}. Give what thorascope evaluate --json prints.`,
    { file, reason },
  );
}
