import { FINDINGS, type Finding } from "../findings/index.ts";
import { ModelError } from "./errors.ts";

/** Names that other data sets give to findings of ours, beside spellings of the same name. */
const OTHER_NAMES: ReadonlyMap<string, Finding> = new Map([["pleuraleffusion", "Effusion"]]);

/**
 * The finding that a label of somebody else's stands for; null where there is none.
 *
 * Labels that cover more or less than a finding stand for none: "Lung Lesion" (a mass or a nodule), "Lung
 * Opacity" (most findings of the lung), "Enlarged Cardiomediastinum" (not the heart alone), "Fracture".
 */
export function findingOf(label: string): Finding | null {
  const letters = (name: string) => name.toLowerCase().replace(/[^a-z]/g, "");
  const own = FINDINGS.find((finding) => letters(finding) === letters(label));
  return own ?? OTHER_NAMES.get(letters(label)) ?? null;
}

/** For each finding, which output of a network stands for it; null where none does. */
export function outputsOf(labels: readonly string[]): (number | null)[] {
  const outputs = FINDINGS.map((finding) =>
    labels.flatMap((label, output) => (findingOf(label) === finding ? [output] : [])),
  );
  const doubled = FINDINGS.find((_, index) => (outputs[index]?.length ?? 0) > 1);
  if (doubled !== undefined || outputs.every(({ length }) => length === 0)) {
    throw new ModelError(
      "MODEL_LABELS",
      doubled === undefined
        ? `None of the labels ${labels.join(", ")} is one of the findings ${FINDINGS.join(", ")}.`
        : `Two labels stand for ${doubled}: name each of its findings once, and leave the name of the other output empty.`,
      { labels },
    );
  }
  return outputs.map(([output = null]) => output);
}
