import { displayName } from "../../findings/index.ts";
import type { EvaluationSummary, RankingDescription } from "../description.ts";
import {
  ANY_FINDING,
  type CardEvaluation,
  type EvaluatedCardOutput,
  evaluatedOutputs,
} from "./evaluation-file.ts";
import type { DescribedModel } from "./evidence.ts";

/** Radiographs that the model was judged on, with all that is known of how it did. */
export interface CardPopulation {
  readonly role: "cross-validation" | "held out" | "further";
  /** Its name within tables, and within sentences. */
  readonly label: string;
  readonly where: string;
  readonly radiographs: number;
  readonly patients: number;
  readonly meanAuroc: EvaluationSummary["meanAuroc"];
  readonly meanAurocOfFrequent: EvaluationSummary["meanAuroc"];
  /** What `model.json` says of it; null of a further population. */
  readonly summary: EvaluationSummary | null;
  /** In full; null where only `model.json` speaks of it. */
  readonly evaluation: CardEvaluation | null;
  /** By the outputs' labels. */
  readonly rankings: ReadonlyMap<string, RankingDescription>;
  readonly outputs: ReadonlyMap<string, EvaluatedCardOutput>;
}

/** The outputs of a trained model as cards list them: 14 findings, then any finding. */
export function labelledOutputs({ findings, abnormal }: DescribedModel) {
  return [
    ...findings.map(({ finding, ...output }) => ({
      label: displayName(finding),
      finding,
      ...output,
    })),
    { label: ANY_FINDING, finding: null, ...abnormal },
  ];
}

/**
 * Cross-validation, held-out radiographs where there are any, then further populations in the order of their files.
 * An evaluation belongs to one of the first two if its radiographs, patients, positives and AUROCs are those that
 * the description states.
 */
export function populationsOf(
  model: DescribedModel,
  evaluations: readonly CardEvaluation[],
): readonly CardPopulation[] {
  const { crossValidation, heldOut } = model.evaluation;
  const described = [
    {
      role: "cross-validation",
      title: "Cross-validation",
      where: "in cross-validation",
      key: "crossValidation",
      summary: crossValidation,
    },
    {
      role: "held out",
      title: "Held out",
      where: "held out",
      key: "heldOut",
      summary: heldOut,
    },
  ] as const;
  const left = [...evaluations];
  const own = described.flatMap(({ role, title, where, key, summary }): CardPopulation[] => {
    if (summary === null) return [];
    const rankings = new Map(
      labelledOutputs(model).flatMap(({ label, [key]: ranking }) =>
        ranking === null ? [] : [[label, ranking] as const],
      ),
    );
    const at = left.findIndex((evaluation) => isOf(evaluation, summary, rankings));
    const [evaluation = null] = at < 0 ? [] : left.splice(at, 1);
    const { radiographs, patients, meanAuroc, meanAurocOfFrequent } = summary;
    return [
      {
        role,
        where,
        label: `${title}: ${summary.population}`,
        ...{ radiographs, patients, meanAuroc, meanAurocOfFrequent, summary, evaluation, rankings },
        outputs: evaluation === null ? new Map() : evaluatedOutputs(evaluation),
      },
    ];
  });
  return [...own, ...furtherPopulations(left)];
}

/** Populations that no description speaks of. */
export function furtherPopulations(
  evaluations: readonly CardEvaluation[],
): readonly CardPopulation[] {
  return evaluations.map(further);
}

/** The name of an evaluation's radiographs. */
export function populationName({ population: { dataset, split } }: CardEvaluation): string {
  return split === null ? dataset : `${dataset}, ${split}`;
}

function further(evaluation: CardEvaluation): CardPopulation {
  const { radiographs, patients, meanAuroc, meanAurocOfFrequent } = evaluation.evaluation;
  const outputs = evaluatedOutputs(evaluation);
  const rankings = new Map(
    [...outputs].map(([label, { positives, negatives, auroc, averagePrecision }]) => [
      label,
      {
        radiographs: positives + negatives,
        patients,
        positives,
        auroc: auroc && { value: auroc.value, interval: auroc.bootstrap },
        averagePrecision,
      },
    ]),
  );
  return {
    role: "further",
    label: populationName(evaluation),
    where: `on ${populationName(evaluation)}`,
    ...{ radiographs, patients, meanAuroc, meanAurocOfFrequent, evaluation, rankings, outputs },
    summary: null,
  };
}

function isOf(
  evaluation: CardEvaluation,
  summary: EvaluationSummary,
  rankings: ReadonlyMap<string, RankingDescription>,
): boolean {
  const { radiographs, patients } = evaluation.evaluation;
  if (radiographs !== summary.radiographs || patients !== summary.patients) return false;
  return [...evaluatedOutputs(evaluation)].every(([label, { positives, auroc }]) => {
    const ranking = rankings.get(label);
    const [one, other] = [auroc?.value ?? null, ranking?.auroc?.value ?? null];
    if (ranking?.positives !== positives || (one === null) !== (other === null)) return false;
    return one === null || Math.abs(one - (other ?? 0)) < SAME_AUROC;
  });
}

/** Scores of the same radiographs on another processor may differ in their last digits. */
const SAME_AUROC = 1e-4;
