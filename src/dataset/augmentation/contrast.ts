import type { Random } from "../../random.ts";
import { drawFactor } from "./draw.ts";

/**
 * Distance from middle grey times a factor from 1 / (1 + limit) to 1 + limit.
 *
 * The tube's voltage and the window's width set contrast, differently in every department. Order and shape of
 * greys stay; beyond about 0.5 the lungs' darkest and the spine's brightest greys would be cut off.
 */
export const CONTRAST_RANGE = { minimum: 0, maximum: 1 } as const;

export function drawContrast(limit: number, random: Random): number {
  return drawFactor(limit, random);
}
