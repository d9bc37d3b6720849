import type { Raster } from "./raster.ts";

/** The ray's path through each material, in millimetres. */
export interface MaterialPaths {
  readonly soft: Raster;
  readonly fat: Raster;
  /** As millimetres of solid cortical bone. */
  readonly bone: Raster;
}

/**
 * Two energies that stand for the spectrum of a 120 kVp chest exposure behind the patient, with their
 * shares of the signal in the open beam, and linear attenuation in 1/mm.
 *
 * Mass attenuation coefficients from Hubbell and Seltzer, "Tables of X-Ray Mass Attenuation
 * Coefficients" (NIST 5632, 1995), with ICRU-44 densities: soft tissue 1.06, adipose tissue 0.95,
 * cortical bone 1.92 g/cm3, at 60 and 80 keV.
 */
const ENERGIES = [
  { share: 0.55, soft: 0.2048 * 0.106, fat: 0.1974 * 0.095, bone: 0.3148 * 0.192 },
  { share: 0.45, soft: 0.1823 * 0.106, fat: 0.18 * 0.095, bone: 0.2229 * 0.192 },
] as const;

/** The share of the beam that reaches the detector unscattered, by the law of Beer and Lambert. */
export function transmit({ soft, fat, bone }: MaterialPaths): Raster {
  const values = new Float32Array(soft.values.length);
  for (let index = 0; index < values.length; index++) {
    const softPath = Math.max(0, soft.values[index] ?? 0);
    const fatPath = fat.values[index] ?? 0;
    const bonePath = bone.values[index] ?? 0;
    let signal = 0;
    for (const energy of ENERGIES) {
      const attenuation = energy.soft * softPath + energy.fat * fatPath + energy.bone * bonePath;
      signal += energy.share * Math.exp(-attenuation);
    }
    values[index] = signal;
  }
  return { ...soft, values };
}
