import { blur, broadBlur } from "./blur.ts";
import type { ChestDescription } from "./description.ts";
import { randomStream } from "./random.ts";
import type { Raster } from "./raster.ts";

/** How far scattered photons spread in the detector plane, in millimetres. */
const SCATTER_SIGMA = 28;

/**
 * What the detector measures: the beam with scatter, quantum noise and blur, 1 in the open beam.
 *
 * Scatter is the transmitted beam spread broadly (Boone and Seibert, "An analytical model of the
 * scattered radiation distribution in diagnostic radiology", Med. Phys. 15, 1988); it is why the
 * mediastinum is grey, not white. The noise of a Poisson count is its square root; the detector's blur
 * comes after and so correlates it a little.
 */
export function detect(chest: ChestDescription, beam: Raster): Raster {
  const { scatter, photons, blur: sigma } = chest.exposure;
  const patient = { ...beam, values: beam.values.map((value) => Math.min(value, 0.22)) };
  const spread = broadBlur(patient, SCATTER_SIGMA);
  const ratio = scatter / (1 - scatter);
  const perPixel = photons * beam.spacing * beam.spacing;
  const random = randomStream(chest.seed, chest.take ? `quanta ${chest.take}` : "quanta");
  const values = new Float32Array(beam.values.length);
  for (let index = 0; index < values.length; index += 2) {
    const size = Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    for (let half = 0; half < 2 && index + half < values.length; half++) {
      const at = index + half;
      const signal = (beam.values[at] ?? 0) + ratio * (spread.values[at] ?? 0);
      const noise = size * (half === 0 ? Math.cos(angle) : Math.sin(angle));
      values[at] = Math.max(1e-4, signal + noise * Math.sqrt(signal / perPixel));
    }
  }
  return blur({ ...beam, values }, sigma);
}
