import { Random } from "../../random.ts";

/** Where in a run a batch stands: what its random numbers are drawn from. */
export interface BatchPosition {
  readonly seed: number;
  readonly epoch: number;
  readonly step: number;
}

/**
 * Draws what pooled features are multiplied with: 0 with probability `share`, else 1 / (1 - share), so that
 * their mean stays. The same position gives the same mask, whatever was drawn before.
 */
export function drawDropout(
  mask: Float32Array,
  share: number,
  { seed, epoch, step }: BatchPosition,
): void {
  if (share === 0) return;
  const random = Random.fromSeed(
    (seed ^ Math.imul(epoch + 1, 0x9e3779b1) ^ Math.imul(step + 1, 0x85ebca77)) >>> 0,
  );
  const kept = 1 / (1 - share);
  for (let i = 0; i < mask.length; i++) mask[i] = random.uniform() < share ? 0 : kept;
}
