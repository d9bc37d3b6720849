import { Moments, type RangeStep } from "./moments.ts";
import type { Optimizer } from "./optimizer.ts";

const NONE = new Float32Array(0);

export interface SgdOptions {
  /** How long gradients are remembered, 0 (not at all) to below 1. */
  readonly momentum: number;
  /** Whether to look ahead: step by the gradient plus momentum times the velocity. */
  readonly nesterov: boolean;
}

/**
 * Stochastic gradient descent with momentum: with g the gradient plus weight decay times the weight,
 *
 *     u = momentum u + g;  w -= rate * u          (Nesterov: w -= rate * (g + momentum u))
 *
 * as in PyTorch. Polyak, USSR Comp. Math. Math. Phys. 4(5), 1964; Sutskever et al., "On the importance of
 * initialization and momentum in deep learning", ICML 2013.
 */
export function sgd(size: number, options: SgdOptions): Optimizer {
  return options.momentum === 0
    ? new Moments(size, [], descend)
    : new Moments(size, ["velocity"], (range) => roll(range, options));
}

function descend({ parameters, gradient, rate, weightDecay }: RangeStep): void {
  for (let i = 0; i < parameters.length; i++) {
    const w = parameters[i] as number;
    parameters[i] = w - rate * ((gradient[i] as number) + weightDecay * w);
  }
}

function roll(
  { parameters, gradient, moments: [velocity = NONE], rate, weightDecay }: RangeStep,
  { momentum, nesterov }: SgdOptions,
): void {
  const ofGradient = nesterov ? 1 : 0;
  const ofVelocity = nesterov ? momentum : 1;
  for (let i = 0; i < parameters.length; i++) {
    const w = parameters[i] as number;
    const g = (gradient[i] as number) + weightDecay * w;
    const u = momentum * (velocity[i] as number) + g;
    velocity[i] = u;
    parameters[i] = w - rate * (ofGradient * g + ofVelocity * u);
  }
}
