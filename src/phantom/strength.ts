import type { Lesion } from "./lesion.ts";

/**
 * The same lesion, less pronounced: at 1 as it is, towards 0 hardly to be seen, at the same place.
 *
 * What is measured shrinks no further than its name allows: a mass stays above 30 mm, a large heart above
 * half of the chest's width.
 *
 * @param strength 0..1.
 */
export function withStrength(lesion: Lesion, strength: number): Lesion {
  switch (lesion.finding) {
    case "Nodule":
      return { ...lesion, diameter: between(6, lesion.diameter, strength) };
    case "Mass":
      return { ...lesion, diameter: between(31, lesion.diameter, strength) };
    case "Cardiomegaly":
      return {
        ...lesion,
        cardiothoracicRatio: between(0.53, lesion.cardiothoracicRatio, strength),
      };
    case "Effusion":
      return { ...lesion, height: between(22, lesion.height, strength) };
    case "Pneumothorax":
      return { ...lesion, gap: between(6, lesion.gap, strength) };
    case "Consolidation":
      return {
        ...lesion,
        radius: between(16, lesion.radius, strength),
        depth: between(20, lesion.depth, strength),
      };
    case "Edema":
      return { ...lesion, depth: between(10, lesion.depth, strength) };
    case "Emphysema":
      return { ...lesion, severity: between(0.2, lesion.severity, strength) };
    case "Atelectasis":
      return { ...lesion, length: between(24, lesion.length, strength) };
  }
}

/** From the faintest that counts to the strong one. */
function between(faintest: number, strong: number, strength: number): number {
  return faintest + (strong - faintest) * strength;
}
