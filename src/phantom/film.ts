import { blur, broadBlur } from "./blur.ts";
import type { ChestDescription } from "./description.ts";
import type { Raster } from "./raster.ts";

/** Density (natural logarithm) that a well-aerated lung and the middle of the trunk leave on the film. */
const LUNG = 1.95;
const TRUNK = 4.15;

/** Millimetres over which processing evens out large differences. */
const EQUALIZATION_SIGMA = 22;

/** Millimetres over which processing lifts edges. */
const SHARPENING_SIGMA = 2.2;

/**
 * Turns detector signal into grey, 0 black to 1 white.
 *
 * As in digital radiography: logarithm, then large differences pulled towards the middle so that lung and
 * mediastinum both show detail, then an S-shaped curve like that of film (Hurter and Driffield, 1890).
 */
export function develop(chest: ChestDescription, signal: Raster): Raster {
  const { brightness, contrast, equalization, sharpening } = chest.exposure;
  const density = { ...signal, values: signal.values.map((value) => -Math.log(value)) };
  const floor = { ...density, values: density.values.map((value) => Math.max(1, value)) };
  const broad = broadBlur(floor, EQUALIZATION_SIGMA);
  const smooth = blur(floor, SHARPENING_SIGMA);
  const grey = filmCurve(contrast);
  const middle = (LUNG + TRUNK) / 2;
  const values = density.values.map((value, index) => {
    const evened = value - equalization * ((broad.values[index] ?? 0) - middle);
    const edge = (floor.values[index] ?? 0) - (smooth.values[index] ?? 0);
    const level = (evened + sharpening * edge - LUNG) / (TRUNK - LUNG) + brightness;
    return grey(level);
  });
  return { ...signal, values };
}

/** The S-curve: 0 at the open beam, about 0.2 at lung, about 0.85 at the trunk. */
function filmCurve(contrast: number): (level: number) => number {
  const steep = 3.8 * contrast;
  const curve = (level: number) => 1 / (1 + Math.exp(-steep * (level - 0.45)));
  const black = curve(-0.9);
  return (level) => Math.min(1, Math.max(0, (curve(level) - black) / (1 - black)));
}
