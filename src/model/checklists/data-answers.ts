import { numbered } from "../card/figures.ts";
import {
  type Answering,
  doesNotApply,
  filled,
  partly,
  type ReportFacts,
  remains,
} from "./checklist.ts";

/** For items that only people can answer who know the hospital, the study or the article. */
export const authors =
  (why: string): Answering =>
  () =>
    remains(why);

export const retrospective: Answering = () =>
  filled("Retrospective: labelled radiographs that existed before the run.");

export const dataSources: Answering = ({ model, run }) => {
  const name = `Data: ${model.training.dataset}`;
  return run !== null && run.inputs.size > 0
    ? filled(`${name}, with the SHA-256 of tables, lists and weights.`)
    : partly(`${name}. Hashes of tables and lists are with the run.`);
};

export const eligibility: Answering = ({ populations }) => {
  const counted = evaluatedOf(populations).length;
  return counted > 0
    ? partly(
        `Data: what was refused and why, on ${numbered(counted, "population")}. Criteria of whoever collected the radiographs remain.`,
      )
    : remains(
        "Criteria of whoever collected the radiographs; what Thorascope refuses is in docs/errors.md.",
      );
};

export const preprocessing: Answering = ({ model, run }) => {
  const size = `What it is: stretched to ${model.input.size} x ${model.input.size} grey values`;
  return run === null
    ? partly(`${size}. Augmentation is with the run.`)
    : filled(`${size}; How it was trained: augmentation and range of grey.`);
};

export const subsets: Answering = ({ populations }) =>
  partly(
    `Data: ${populations.map(({ label }) => label).join("; ")}. Why these radiographs remains.`,
  );

export const missingData: Answering = ({ populations }) => {
  const evaluated = evaluatedOf(populations);
  if (evaluated.length === 0)
    return partly(
      "Unknown labels take no part in a loss or figure; how many were missing was not counted.",
    );
  return filled(
    `Data: images that were not at hand or refused, counted on ${numbered(evaluated.length, "population")}; unknown labels take no part in a figure.`,
  );
};

export const referenceStandard: Answering = () =>
  partly(
    "Data: labels mined from reports by text processing, with their known errors. How the tables came about remains with their providers.",
  );

/** Who read the radiographs or reports, and how far they agree. */
export const annotators: Answering = ({ model }) =>
  model.evaluation.sources === undefined
    ? remains("Labels come from one text processing of reports; there is no second reader.")
    : remains("For the providers of the labels.");

export const partitions: Answering = ({ model, run, populations }) => {
  const folds = run?.settings.get("validation.folds") ?? run?.settings.get("head.folds");
  const parts = populations.filter(({ role }) => role !== "further").length;
  const how = `Data: patient-grouped cross-validation${folds === undefined ? "" : ` in ${folds} folds`}, seed ${model.training.seed}`;
  return parts > 1
    ? filled(`${how}, and held-out radiographs by list.`)
    : partly(`${how}; nothing was held out.`);
};

export const disjoint: Answering = () =>
  filled("Data: disjoint by patient; a patient on two sides is refused.");

export const classImbalance: Answering = ({ run }) => {
  const loss = run?.settings.get("fit.loss.kind");
  const sampling = run?.settings.get("fit.sampling");
  if (loss === undefined)
    return partly("Prevalences are in Finding by finding; loss and sampling are with the run.");
  return filled(
    `How it was trained: loss ${loss}, sampling ${sampling ?? "shuffled"}; probabilities recalibrated afterwards (Calibration and operating points).`,
  );
};

export const sampleSize: Answering = ({ populations }) =>
  remains(
    `All radiographs that were at hand (${populations.map(({ radiographs }) => radiographs).join(" + ")}); no size was calculated beforehand.`,
  );

/** Numbers of radiographs and patients, and what happened to the others. */
export const flow: Answering = ({ populations }) => {
  const open = populations.filter(({ evaluation }) => evaluation === null);
  return open.length === 0
    ? partly(
        "Data: labelled, missing, refused and read, for every population. The diagram remains.",
      )
    : partly(
        `Data: radiographs and patients; missing and refused ones not counted of ${open.map(({ label }) => label).join("; ")}. The diagram remains.`,
      );
};

/** Age, sex and view of each population. */
export const demographics: Answering = ({ populations }) => {
  const known = populations.filter(hasDemographics);
  const open = populations.filter((population) => !hasDemographics(population));
  if (known.length === 0)
    return remains(
      "Ages and sexes were not counted; evaluate the populations with thorascope evaluate.",
    );
  const where = `Subgroups: numbers by sex and age of ${known.map(({ label }) => label).join("; ")}`;
  return open.length === 0
    ? partly(`${where}. Clinical characteristics remain.`)
    : partly(
        `${where}; not of ${open.map(({ label }) => label).join("; ")}. Clinical characteristics remain.`,
      );
};

export const outcomeCounts: Answering = () =>
  filled(
    "How well it ranks: radiographs, patients and positives of every finding in every analysis.",
  );

export const treatments: Answering = () =>
  doesNotApply("No treatment enters; the labels do not tell treated findings from others.");

export function evaluatedOf(populations: ReportFacts["populations"]) {
  return populations.flatMap(({ evaluation }) => evaluation ?? []);
}

export function hasDemographics({ evaluation }: ReportFacts["populations"][number]): boolean {
  const groupings = new Set(evaluation?.evaluation.subgroups.map(({ grouping }) => grouping));
  return groupings.has("sex") && groupings.has("age");
}
