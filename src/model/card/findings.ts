import { ENOUGH_POSITIVES, predictiveValuesAt } from "../../evaluation/index.ts";
import { amongRadiographs } from "./among-radiographs.ts";
import {
  type CardBlock,
  type CardSection,
  heading,
  list,
  note,
  paragraph,
  table,
} from "./document.ts";
import type { DescribedModel } from "./evidence.ts";
import { count, counted, enumerated, estimate, figure, numbered, range } from "./figures.ts";
import { FINDING_WORDS } from "./finding-words.ts";
import { LESION_SIZES } from "./lesion-size.ts";
import { type CardPopulation, labelledOutputs } from "./populations.ts";

type LabelledOutput = ReturnType<typeof labelledOutputs>[number];

/** For each finding what a label of a device would say: what it is, what to expect, what it can't do. */
export function findingsSection(
  model: DescribedModel,
  populations: readonly CardPopulation[],
): CardSection {
  return {
    title: "Finding by finding",
    blocks: [
      note(
        `What to expect at the model's operating points, and what it can't do. Numbers of radiographs are what prevalence, sensitivity and specificity of the cross-validation give, for radiographs like those; elsewhere they differ. ${detailInWords(model)}`,
      ),
      ...labelledOutputs(model).flatMap((output) => [
        heading(output.label),
        paragraph(
          output.finding === null
            ? "Anything abnormal that a report mentions, by an output of its own: not a sum of the others."
            : FINDING_WORDS[output.finding],
        ),
        populationTable(output, model, populations),
        list([...expectations(output), ...limits(output, model, populations)]),
      ]),
    ],
  };
}

function detailInWords({ input, heatmaps }: DescribedModel): string {
  return `The radiograph is reduced to ${input.size} x ${input.size} pixels: one of them is ${pixelsOf1024(1 / input.size)} pixels of an image of 1024. A heatmap's cell is ${pixelsOf1024(1 / heatmaps.columns)} x ${pixelsOf1024(1 / heatmaps.rows)} of them.`;
}

function populationTable(
  { label, operatingPoint }: LabelledOutput,
  model: DescribedModel,
  populations: readonly CardPopulation[],
): CardBlock {
  return table(
    ["on", "with it, of radiographs", "AUROC", "sensitivity", "specificity"],
    populations.map((population) => {
      const ranking = population.rankings.get(label);
      const decisions = population.outputs.get(label)?.decisions;
      const own =
        population.role === "cross-validation" && model.recalibration === undefined
          ? operatingPoint
          : null;
      return [
        population.label,
        ranking ? `${count(ranking.positives)} of ${count(ranking.radiographs)}` : "",
        estimate(ranking?.auroc),
        counted(decisions?.sensitivity ?? own?.sensitivity),
        counted(decisions?.specificity ?? own?.specificity),
      ];
    }),
  );
}

const OTHER_PREVALENCES = [0.01, 0.1, 0.3];

/** Counts among a thousand radiographs. */
function expectations({ prevalence, operatingPoint }: LabelledOutput): string[] {
  const { sensitivity, specificity, probability } = operatingPoint;
  if (sensitivity === null || specificity === null) return [];
  const among = amongRadiographs(prevalence, sensitivity.value, specificity.value);
  const elsewhere = OTHER_PREVALENCES.map((share) =>
    String(
      Math.round(
        100 * (predictiveValuesAt(share, sensitivity.value, specificity.value).positive ?? 0),
      ),
    ),
  );
  const { of, withIt, found, missed, withoutIt, falseAlarms, calledPositive, calledNegative } =
    among;
  return [
    `Called positive from a probability of ${figure(probability)} on (${operatingPoint.rule}).`,
    `Of ${count(of)} radiographs like these, ${count(withIt)} have it: ${count(found)} are found, ${count(missed)} missed. Of the ${count(withoutIt)} without it, ${count(falseAlarms)} are called positive all the same.`,
    `So of ${count(calledPositive)} called positive, ${count(found)} have it; of ${count(calledNegative)} called negative, ${count(missed)} have it too.`,
    `Where ${enumerated(OTHER_PREVALENCES.map((share) => String(100 * share)))} of 100 radiographs have it, ${enumerated(elsewhere)} of 100 called positive would have it, if sensitivity and specificity stayed.`,
  ];
}

/** What it can't do, as far as figures say. */
function limits(
  output: LabelledOutput,
  model: DescribedModel,
  populations: readonly CardPopulation[],
): string[] {
  const { label, finding, operatingPoint, crossValidation } = output;
  const few = populations.flatMap(({ where, rankings }) => {
    const positives = rankings.get(label)?.positives;
    return positives !== undefined && positives < ENOUGH_POSITIVES ? [`${positives} ${where}`] : [];
  });
  const guesses = populations.flatMap(({ where, rankings }) => {
    const interval = rankings.get(label)?.auroc?.interval;
    return interval && interval.low <= 0.5 ? [`${where} (${range(interval)})`] : [];
  });
  return [
    ...(operatingPoint.sensitivity === null
      ? [`It is never called positive (${operatingPoint.rule}).`]
      : []),
    ...(crossValidation.auroc === null
      ? ["How well it ranks was not measured."]
      : [
          `A radiograph with it scores above one without it ${Math.round(100 * crossValidation.auroc.value)} times in 100 in cross-validation; guessing would be 50.`,
        ]),
    ...(guesses.length > 0
      ? [`Its ranking can't be told from guessing, the interval holds 0.5: ${enumerated(guesses)}.`]
      : []),
    ...(few.length > 0
      ? [`Too few radiographs with it for figures to mean much: ${enumerated(few)}.`]
      : []),
    ...(finding === null ? [] : lesionInWords(finding, model)),
  ];
}

/** Whether a cell of the heatmap can show a lesion of the usual size. */
function lesionInWords(
  finding: NonNullable<LabelledOutput["finding"]>,
  { heatmaps }: DescribedModel,
): string[] {
  const size = LESION_SIZES[finding];
  if (size === undefined) return [];
  const cell = Math.max(1 / heatmaps.rows, 1 / heatmaps.columns);
  const cells = size.side / cell;
  const sides = `Half of the ${numbered(size.boxes, "box", "boxes")} that radiologists drew around it in ChestX-ray14 are narrower than ${pixelsOf1024(size.side)} pixels of 1024`;
  return [
    cells < 1
      ? `${sides}, less than one cell of the heatmap: it can't show such a lesion, only the region around it.`
      : `${sides}, ${cells.toFixed(1)} cells of the heatmap: it shows a region, not an outline.`,
  ];
}

function pixelsOf1024(share: number): string {
  return String(Math.round(1024 * share));
}
