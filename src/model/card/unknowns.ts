import { type CardSection, list } from "./document.ts";
import type { DescribedModel } from "./evidence.ts";
import { enumerated } from "./figures.ts";
import { type CardPopulation, labelledOutputs } from "./populations.ts";

/** What nobody measured, said where somebody would look for it. */
export function unknownsSection(
  model: DescribedModel,
  populations: readonly CardPopulation[],
): CardSection {
  const further = populations.filter(({ role }) => role === "further");
  const evaluations = populations.flatMap(({ evaluation }) => evaluation ?? []);
  const groupings = new Set(
    evaluations.flatMap(({ evaluation }) => evaluation.subgroups.map(({ grouping }) => grouping)),
  );
  const unjudged = labelledOutputs(model).filter(
    ({ operatingPoint }) => operatingPoint.sensitivity === null,
  );
  const missing = ["view", "sex", "age"].filter((grouping) => !groupings.has(grouping));
  return {
    title: "What is not known",
    blocks: [
      list([
        ...(further.length === 0
          ? ["No figure here speaks of how it does on another hospital's radiographs."]
          : []),
        ...(model.evaluation.heldOut === null
          ? ["No radiographs were held out: every figure is of the cross-validation."]
          : []),
        ...(missing.length > 0
          ? [
              `Whether it serves groups of patients differently was not measured: ${enumerated(missing)}.`,
            ]
          : []),
        "Ethnicity, insurance, scanner and hospital are in no figure.",
        ...(unjudged.length > 0
          ? [
              `Sensitivity and specificity are not known of ${enumerated(unjudged.map(({ label }) => label))}.`,
            ]
          : []),
        "Whether anybody reads radiographs better or worse with its help.",
      ]),
    ],
  };
}
