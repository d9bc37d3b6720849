import type { Random } from "../../random.ts";

/**
 * Gaussian noise, its standard deviation drawn from 0 to so much grey, independent from pixel to pixel.
 *
 * Low-dose and bedside exposures are grainy: few quanta reach the detector. Keep it below about 0.05, or the
 * fine lines of interstitial disease drown while their label stays.
 */
export const NOISE_RANGE = { minimum: 0, maximum: 0.2 } as const;

/** Bits of a draw for the radius, and for the angle, of Box and Muller's method. */
const BITS = 12;
const RADII = new Float32Array(2 ** BITS).map((_, index) =>
  Math.sqrt(-2 * Math.log((index + 0.5) / 2 ** BITS)),
);
const COSINES = new Float32Array(2 ** BITS).map((_, index) =>
  Math.cos(((index + 0.5) / 2 ** BITS) * 2 * Math.PI),
);

/** Adds noise of a deviation drawn from 0 to `limit` to greys in place; they may leave 0..1. */
export function addNoise(grey: Float32Array, limit: number, random: Random): void {
  addGaussianNoise(grey, random.uniform() * limit, random);
}

/**
 * Adds noise of this standard deviation to greys in place; they may leave 0..1.
 *
 * Box and Muller (Ann. Math. Statist. 29, 1958) with logarithm and cosine from tables, two pixels per draw of
 * 32 bits: ten times faster than exact normals, none further out than 4.2 standard deviations.
 */
export function addGaussianNoise(grey: Float32Array, deviation: number, random: Random): void {
  const mask = 2 ** BITS - 1;
  const quarter = 2 ** (BITS - 2);
  for (let index = 0; index < grey.length; index += 2) {
    const bits = random.bits();
    const angle = bits & mask;
    const radius = (RADII[bits >>> (32 - BITS)] ?? 0) * deviation;
    grey[index] = (grey[index] ?? 0) + radius * (COSINES[angle] ?? 0);
    if (index + 1 === grey.length) break;
    grey[index + 1] = (grey[index + 1] ?? 0) + radius * (COSINES[(angle + quarter) & mask] ?? 0);
  }
}
