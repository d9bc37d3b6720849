/** How greys change, all at once: clamp((grey ^ gamma - 0.5) contrast + 0.5 + brightness) to 0..1. */
export interface Intensity {
  readonly gamma: number;
  readonly contrast: number;
  readonly brightness: number;
}

/**
 * Steps of the curve's table, linear between them: off by less than a fifth of an 8-bit grey, save between
 * black and the first step, where a power's slope has no bound.
 */
const STEPS = 1024;

/**
 * Changes greys from 0 to 1 in place, by a table of the curve: a power for each pixel would take longer than
 * all the rest of augmentation.
 */
export function changeIntensity(grey: Float32Array, intensity: Intensity): void {
  const table = new Float32Array(STEPS + 2).map((_, step) => curve(step / STEPS, intensity));
  for (let index = 0; index < grey.length; index++) {
    const position = (grey[index] ?? 0) * STEPS;
    const step = position | 0;
    const low = table[step] ?? 0;
    grey[index] = low + ((table[step + 1] ?? 0) - low) * (position - step);
  }
}

function curve(grey: number, { gamma, contrast, brightness }: Intensity): number {
  return Math.min(Math.max((grey ** gamma - 0.5) * contrast + 0.5 + brightness, 0), 1);
}
