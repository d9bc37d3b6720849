import type { Random } from "../../random.ts";
import { type Affine, IDENTITY } from "./affine.ts";

/**
 * Left and right exchanged, with this probability.
 *
 * Off unless asked for, and better left off: a mirrored chest is not another patient's chest. Its heart lies
 * on the right, as in dextrocardia; stomach bubble and liver change sides, the side marker reads backwards;
 * the right hemidiaphragm is normally the higher one. A network that has seen both as equal can't use any
 * of it, nor be trusted to notice a radiograph shown the wrong way round.
 */
export const HORIZONTAL_FLIP_RANGE = { minimum: 0, maximum: 1 } as const;

export function drawHorizontalFlip(probability: number, random: Random): Affine {
  return random.uniform() < probability ? { ...IDENTITY, xx: -1 } : IDENTITY;
}
