import type { EvaluationSummary, RankingDescription } from "../description.ts";
import {
  type CardBlock,
  type CardPicture,
  type CardSection,
  heading,
  note,
  paragraph,
  table,
} from "./document.ts";
import type { DescribedModel } from "./evidence.ts";
import { estimate, figure, mean } from "./figures.ts";
import { type CardPopulation, labelledOutputs } from "./populations.ts";

/** AUROC and average precision on every population. */
export function rankingSection(
  model: DescribedModel,
  populations: readonly CardPopulation[],
): CardSection {
  const labels = labelledOutputs(model).map(({ label }) => label);
  const [summary, ...rest] = rankingBlocks(populations, labels);
  return {
    title: "How well it ranks",
    blocks: [
      ...(summary === undefined ? [] : [summary]),
      ...spreadOf(model),
      ...rest,
      ...sourceTable(model),
      ...probeInWords(model),
    ],
  };
}

/** A summary of all populations, their pictures, and a table for each. */
export function rankingBlocks(
  populations: readonly CardPopulation[],
  labels: readonly string[],
): readonly CardBlock[] {
  return [
    summaryTable(populations),
    {
      kind: "pictures",
      pictures: populations.map((population) => rankingPicture(population, labels)),
    },
    ...populations.flatMap(({ role, label, rankings }) => [
      heading(role === "further" ? label : TITLES[role]),
      rankingTable(labels, rankings),
    ]),
    note(
      "AUROC: the chance that a radiograph with the finding scores above one without it, 0.5 is guessing. Intervals: 95 percent, bootstrap over patients. Average precision is to be read beside the prevalence, which guessing reaches. With fewer than 20 positives a figure means little.",
    ),
  ];
}

const TITLES = { "cross-validation": "Cross-validation", "held out": "Held out" } as const;

function summaryTable(populations: readonly CardPopulation[]): CardBlock {
  return table(
    [
      "",
      "radiographs",
      "patients",
      "mean AUROC of all findings",
      "mean AUROC of findings with 20 positives or more",
      "Brier score",
      "calibration error",
    ],
    populations.map((population) => [
      population.label,
      String(population.radiographs),
      String(population.patients),
      mean(population.meanAuroc),
      mean(population.meanAurocOfFrequent),
      figure(population.summary?.brierScore),
      figure(population.summary?.calibrationError),
    ]),
  );
}

/** How far fits with other seeds lie from each other, and what they reach together. */
function spreadOf({ evaluation: { singleFits, crossValidation } }: DescribedModel): CardBlock[] {
  if (singleFits === undefined) return [];
  const alone = singleFits.map((value) => figure(value)).join(", ");
  return [
    paragraph(
      `An ensemble of ${singleFits.length} networks that differ in their seeds: logits and heatmaps are the means of theirs. In cross-validation each alone reached a mean AUROC of ${alone} over the findings with 20 positives or more; together ${figure(crossValidation.meanAurocOfFrequent?.value)}.`,
    ),
  ];
}

function rankingPicture(
  { label, rankings }: CardPopulation,
  labels: readonly string[],
): CardPicture {
  const bars = labels.flatMap((name) => {
    const { auroc = null, positives = 0 } = rankings.get(name) ?? {};
    if (auroc === null) return [];
    const { low, high } = auroc.interval ?? { low: auroc.value, high: auroc.value };
    return [{ name: `${name} (${positives})`, value: auroc.value, low, high }];
  });
  return {
    kind: "intervals",
    title: `AUROC with 95 percent intervals (positives). ${label}`,
    across: "AUROC; 0.5 is guessing",
    domain: [Math.min(0.4, ...bars.map(({ low }) => low)), 1],
    chance: 0.5,
    bars,
  };
}

function rankingTable(
  labels: readonly string[],
  rankings: ReadonlyMap<string, RankingDescription>,
): CardBlock {
  return table(
    ["finding", "positives", "AUROC", "average precision", "prevalence"],
    labels.map((label) => {
      const ranking = rankings.get(label);
      return [
        label,
        String(ranking?.positives ?? ""),
        estimate(ranking?.auroc),
        figure(ranking?.averagePrecision),
        ranking && ranking.radiographs > 0 ? figure(ranking.positives / ranking.radiographs) : "",
      ];
    }),
  );
}

/** Each data set alone. */
function sourceTable({ evaluation: { sources } }: DescribedModel): CardBlock[] {
  if (sources === undefined) return [];
  const cells = (summary: EvaluationSummary | null) => [
    summary === null ? "" : String(summary.radiographs),
    mean(summary?.meanAurocOfFrequent),
  ];
  return [
    heading("By data set"),
    table(
      [
        "data set",
        "cross-validation, radiographs",
        "mean AUROC of findings with 20 positives or more",
        "held out, radiographs",
        "mean AUROC",
      ],
      sources.map(({ source, crossValidation, heldOut }) => [
        source,
        ...cells(crossValidation),
        ...cells(heldOut),
      ]),
    ),
  ];
}

/** How far the network knows where a radiograph comes from. */
function probeInWords({ evaluation: { sourceProbe } }: DescribedModel): CardBlock[] {
  if (sourceProbe === undefined) return [];
  return [
    paragraph(
      `From what the network sees, a linear layer tells the data sets apart with an AUROC of ${estimate(sourceProbe.auroc)} on patients that it did not learn from (${sourceProbe.radiographs} radiographs; 0.5 is guessing). The nearer to 1, the more a probability may say where a radiograph was taken instead of what it shows.`,
    ),
  ];
}
