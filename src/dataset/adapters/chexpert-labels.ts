import {
  ABNORMAL,
  is,
  type LabelMap,
  type Labels,
  NEUTRAL,
  NORMAL,
  oneOf,
  valuedLabels,
} from "../label-map.ts";
import { UNCERTAIN_POLICIES, type UncertainPolicy } from "../labelled-dataset.ts";
import type { TableRow } from "../table.ts";
import { resolveUncertain } from "./uncertain.ts";

/**
 * The 14 observations of the CheXpert labeler, which MIMIC-CXR-JPG (both its labelers) and BRAX have too.
 *
 * Irvin et al., "CheXpert: A Large Chest Radiograph Dataset with Uncertainty Labels and Expert Comparison",
 * AAAI 2019 (arXiv:1901.07031), table 1. "Lung Lesion" is a nodule or a mass, "Pleural Other" mostly pleural
 * thickening but also scars and fibrothorax, by the labeler's phrases (github.com/stanfordmlgroup/chexpert-labeler).
 */
export const CHEXPERT_LABELS = {
  "No Finding": NORMAL,
  "Enlarged Cardiomediastinum": ABNORMAL,
  Cardiomegaly: is("Cardiomegaly"),
  "Lung Opacity": ABNORMAL,
  "Lung Lesion": oneOf("Mass", "Nodule"),
  Edema: is("Edema"),
  Consolidation: is("Consolidation"),
  Pneumonia: is("Pneumonia"),
  Atelectasis: is("Atelectasis"),
  Pneumothorax: is("Pneumothorax"),
  "Pleural Effusion": is("Effusion"),
  "Pleural Other": oneOf("Pleural_Thickening"),
  Fracture: ABNORMAL,
  "Support Devices": NEUTRAL,
} satisfies LabelMap;

export type ChexpertLabel = keyof typeof CHEXPERT_LABELS;

/** A column for each of them. */
export const CHEXPERT_LABEL_COLUMNS = Object.fromEntries(
  Object.keys(CHEXPERT_LABELS).map((label) => [label, [label]]),
) as unknown as Readonly<Record<ChexpertLabel, readonly string[]>>;

const meaningOf = valuedLabels(CHEXPERT_LABELS);

/**
 * Reads the 14 cells: 1 mentioned as present, 0 as absent, -1 uncertain, empty not mentioned.
 *
 * Not mentioned is unknown here; the published baselines take it as absent. Only "No Finding" makes the others
 * absent, which the labeler gives if nothing but support devices is present or uncertain; beside a present or
 * uncertain observation it is not believed.
 *
 * @param place what a soft label is drawn from: the image's name, or the study's if its images share labels.
 */
export function readChexpertLabels(
  row: TableRow<ChexpertLabel>,
  policy: UncertainPolicy,
  place: string,
): Labels {
  const written = new Map<string, number>();
  let isUncertain = false;
  for (const label of Object.keys(CHEXPERT_LABELS) as ChexpertLabel[]) {
    const value = readCell(row, label);
    if (value === -1 && label !== "Support Devices") isUncertain = true;
    written.set(label, value);
  }
  return meaningOf((label) => {
    const value = written.get(label) ?? Number.NaN;
    if (label === "No Finding")
      return value === 0 || (value === 1 && !isUncertain) ? value : Number.NaN;
    return value === -1 ? resolveUncertain(policy, `${place} ${label}`) : value;
  });
}

const VALUES = new Map([
  ...[1, 0, -1].flatMap((value): [string, number][] => [
    [`${value}`, value],
    [value.toFixed(1), value],
  ]),
  ["", Number.NaN],
]);

function readCell(row: TableRow<ChexpertLabel>, label: ChexpertLabel): number {
  const cell = row.cells[label];
  const value = VALUES.get(cell);
  if (value !== undefined) return value;
  throw row.error(
    "ROW_MALFORMED",
    `"${cell}" is not a value of "${label}". It can be 1 (present), 0 (absent), -1 (uncertain, as ${UNCERTAIN_POLICIES.join(", ")} decide) or empty (not mentioned).`,
    { label, cell },
  );
}
