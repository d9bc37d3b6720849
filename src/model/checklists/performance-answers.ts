import { numbered } from "../card/figures.ts";
import { type Answering, filled, partly, remains } from "./checklist.ts";
import { evaluatedOf } from "./data-answers.ts";

export const metrics: Answering = ({ populations }) =>
  evaluatedOf(populations).length > 0
    ? filled(
        "AUROC, average precision, sensitivity, specificity, predictive values, Brier skill, calibration error, reliability diagrams; defined where they stand and in docs/evaluation.md.",
      )
    : filled(
        "AUROC, average precision, sensitivity, specificity, Brier score, calibration error; defined where they stand and in docs/evaluation.md.",
      );

export const uncertainty: Answering = ({ populations }) => {
  const without = populations.filter(({ meanAuroc }) => !meanAuroc?.interval);
  return without.length === 0
    ? filled("95 percent intervals throughout: bootstrap over patients, Wilson for shares.")
    : partly(
        `Intervals, but none for the mean AUROC of ${without.map(({ label }) => label).join("; ")}.`,
      );
};

export const discrimination: Answering = (facts) => {
  const { state } = uncertainty(facts);
  const judged = facts.populations.filter(({ role }) => role !== "cross-validation");
  const text =
    "How well it ranks, Calibration and operating points, Finding by finding: figures with intervals and counts";
  return judged.length === 0 || state !== "filled"
    ? partly(`${text}, in cross-validation only.`)
    : filled(`${text}, on ${numbered(facts.populations.length, "population")}.`);
};

export const performanceBySubgroup: Answering = (facts) => {
  const groupings = groupingsOf(facts);
  return groupings.length > 0
    ? filled(`How well it ranks, with intervals; Subgroups: ${groupings.join(", ")}.`)
    : partly("How well it ranks, with intervals; no subgroups were counted.");
};

export const fairness: Answering = (facts) => {
  const groupings = groupingsOf(facts);
  return groupings.length > 0
    ? partly(
        `Subgroups: false "no finding" rate, misses and AUROC by ${groupings.join(", ")}. Nothing was done to even them out; ethnicity and insurance are not known.`,
      )
    : remains(
        "No subgroups were counted; evaluate with thorascope evaluate on tables that have sex, age or view.",
      );
};

export const crossTabulation: Answering = ({ populations }) =>
  evaluatedOf(populations).length > 0
    ? filled(
        "Finding by finding: counts behind sensitivity and specificity on every population, from which each table follows.",
      )
    : partly(
        "Finding by finding: counts behind sensitivity and specificity of the cross-validation.",
      );

export const internalTesting: Answering = ({ model }) =>
  model.evaluation.heldOut === null
    ? partly("How well it ranks: cross-validation by patient; nothing was held out.")
    : filled(
        "How well it ranks: cross-validation by patient, and held-out radiographs that were opened once.",
      );

export const externalTesting: Answering = ({ populations }) => {
  const further = populations.filter(({ role }) => role === "further");
  return further.length === 0
    ? remains("No other hospital's radiographs were evaluated.")
    : partly(
        `How well it ranks: ${further.map(({ label }) => label).join("; ")}. Whether they are another hospital's is for whoever evaluated them to say.`,
      );
};

export const externalDifferences: Answering = (facts) => {
  const further = facts.populations.filter(({ role }) => role === "further");
  return further.length === 0
    ? remains("No further population was evaluated.")
    : partly("How well it ranks: prevalences side by side. How the radiographs were made remains.");
};

/** Of any radiographs that it did not learn from. */
export const dataDifferences: Answering = ({ populations }) =>
  populations.some(({ role }) => role !== "cross-validation")
    ? partly(
        "Finding by finding: prevalences side by side. Differences of setting and eligibility remain.",
      )
    : remains("It was judged on the radiographs that it learned from, in cross-validation.");

export const robustness: Answering = ({ robustness: measured }) =>
  measured.length > 0
    ? partly(
        "When radiographs are disturbed: resolution, compression, noise, greys, markers, borders, rotation. Other machines remain.",
      )
    : remains("Not in this card; nothing was measured of other exposures, noise or machines.");

export const failures: Answering = ({ populations }) =>
  evaluatedOf(populations).length > 0
    ? partly(
        "Subgroups and Finding by finding: who is missed, and how often. Looking at the missed radiographs remains.",
      )
    : partly(
        "Finding by finding: misses and false alarms among 1,000. Looking at the missed radiographs remains.",
      );

export const limitations: Answering = () =>
  partly(
    "What it is for, and what not; Data; Finding by finding; What is not known. Weighing them against the study's question remains.",
  );

export const representativeness: Answering = ({ populations }) =>
  partly(
    `Finding by finding: prevalences of ${populations.map(({ label }) => label).join("; ")}. Whether they are those of the place of use remains.`,
  );

export const updating: Answering = () =>
  partly("Calibration and operating points: how they were fitted, and on what.");

function groupingsOf({ populations }: Parameters<Answering>[0]): string[] {
  return [
    ...new Set(
      evaluatedOf(populations).flatMap(({ evaluation }) =>
        evaluation.subgroups.map(({ grouping }) => grouping),
      ),
    ),
  ];
}
