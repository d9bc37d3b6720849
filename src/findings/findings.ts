/**
 * The 14 findings of ChestX-ray14 in the data set's own order, which is the order of every list, tensor
 * and table in Thorascope.
 *
 * Wang et al., "ChestX-ray8: Hospital-scale Chest X-ray Database and Benchmarks", CVPR 2017, extended
 * to 14 findings in the data set's release.
 */
export const FINDINGS = [
  "Atelectasis",
  "Cardiomegaly",
  "Effusion",
  "Infiltration",
  "Mass",
  "Nodule",
  "Pneumonia",
  "Pneumothorax",
  "Consolidation",
  "Edema",
  "Emphysema",
  "Fibrosis",
  "Pleural_Thickening",
  "Hernia",
] as const;

/** One of the 14 findings, by its ChestX-ray14 name. */
export type Finding = (typeof FINDINGS)[number];

/** Tells whether a string is the name of a finding, exactly as ChestX-ray14 spells it. */
export function isFinding(name: string): name is Finding {
  return (FINDINGS as readonly string[]).includes(name);
}

/** A finding's name as a person writes it, e.g. "Pleural thickening". */
export function displayName(finding: Finding): string {
  return finding.charAt(0) + finding.slice(1).replaceAll("_", " ").toLowerCase();
}
