import { ENOUGH_POSITIVES } from "../../evaluation/index.ts";
import { type CardBlock, type CardSection, heading, note, table } from "./document.ts";
import type { EvaluatedCardOutput } from "./evaluation-file.ts";
import type { CardPopulation } from "./populations.ts";

/** At which thresholds acting on its probability is worth something; null where nobody counted. */
export function decisionSection(populations: readonly CardPopulation[]): CardSection | null {
  const blocks = populations.flatMap(({ label, outputs }): CardBlock[] => {
    const frequent = [...outputs].filter(([, { positives }]) => positives >= ENOUGH_POSITIVES);
    if (frequent.length === 0) return [];
    return [
      heading(label),
      table(
        ["finding", "thresholds of use"],
        frequent.map(([name, output]) => [name, usefulRange(output)]),
      ),
      {
        kind: "pictures",
        pictures: frequent.map(([title, { decisionCurve }]) => ({
          kind: "decisions",
          title,
          curve: decisionCurve,
        })),
      },
    ];
  });
  if (blocks.length === 0) return null;
  return {
    title: "What its probabilities are worth in decisions",
    blocks: [
      note(
        "Net benefit in true positives per radiograph (Vickers and Elkin, Medical Decision Making 26, 2006), at thresholds from 1 to 50 percent: the threshold is the probability from which on somebody would act, and says how many needless actions a found case is worth. It is of use where acting on its probability is worth more than acting on all radiographs and on none. Findings with 20 positives or more; in pictures, dashed, acting on all. Ranges have no intervals: on few radiographs their ends are chance.",
      ),
      ...blocks,
    ],
  };
}

/** The thresholds at which the model beats both, as ranges of neighbours, e.g. "3 to 12 percent, 15 percent". */
export function usefulRange({ decisionCurve }: Pick<EvaluatedCardOutput, "decisionCurve">): string {
  const runs: number[][] = [];
  let open = false;
  for (const { threshold, model, all } of decisionCurve) {
    const isOfUse = model > Math.max(all, 0) + LEAST_GAIN;
    if (isOfUse && open) runs.at(-1)?.push(threshold);
    else if (isOfUse) runs.push([threshold]);
    open = isOfUse;
  }
  if (runs.length === 0) return "none";
  const percent = (share = 0) => String(Math.round(100 * share));
  return runs
    .map((run) =>
      run.length === 1
        ? `${percent(run[0])} percent`
        : `${percent(run[0])} to ${percent(run.at(-1))} percent`,
    )
    .join(", ");
}

/** One true positive in 10,000 radiographs: less is rounding. */
const LEAST_GAIN = 1e-4;
