import type { Random } from "../../random.ts";

/** Uniform from -limit to limit. */
export function drawEitherWay(limit: number, random: Random): number {
  return (2 * random.uniform() - 1) * limit;
}

/** A factor from 1 / (1 + limit) to 1 + limit, as often below 1 as above: uniform in its logarithm. */
export function drawFactor(limit: number, random: Random): number {
  return (1 + limit) ** (2 * random.uniform() - 1);
}
