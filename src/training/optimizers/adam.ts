import { Moments, type RangeStep } from "./moments.ts";
import type { Optimizer } from "./optimizer.ts";

export interface AdamOptions {
  /** How long gradients are remembered, 0 to below 1. */
  readonly beta1: number;
  /** How long squares of gradients are remembered, 0 to below 1. */
  readonly beta2: number;
  /** Keeps steps finite where gradients are 0. */
  readonly epsilon: number;
}

/** The paper's constants, which are also PyTorch's. */
export const ADAM_DEFAULTS: AdamOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

const NONE = new Float32Array(0);

/** Whether weight decay is added to the gradient, or moves the weights beside it. */
type Decay = "coupled" | "decoupled";

/**
 * Adam: with g the gradient plus weight decay times the weight (PyTorch's, an L2 penalty),
 *
 *     m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g²
 *     w -= rate * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)
 *
 * Kingma and Ba, "Adam: A method for stochastic optimization", ICLR 2015.
 */
export function adam(size: number, options: AdamOptions = ADAM_DEFAULTS): Optimizer {
  return adaptive(size, options, "coupled");
}

/**
 * Adam with decoupled weight decay: w *= 1 - rate * decay before Adam's step, whose gradient has no decay in
 * it, so that all weights decay alike, whatever their gradients.
 *
 * Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2 (as in PyTorch, the
 * decay is scaled by the whole learning rate).
 */
export function adamW(size: number, options: AdamOptions = ADAM_DEFAULTS): Optimizer {
  return adaptive(size, options, "decoupled");
}

function adaptive(size: number, { beta1, beta2, epsilon }: AdamOptions, decay: Decay): Optimizer {
  return new Moments(size, ["first", "second"], (range) => {
    const { rate, weightDecay, steps } = range;
    const firstCorrection = 1 - beta1 ** steps;
    const secondCorrection = Math.sqrt(1 - beta2 ** steps);
    moveRange(range, {
      beta1,
      beta2,
      // The corrections, drawn out of the loop: m / c1 / (sqrt(v) / c2 + e) = (c2 / c1) m / (sqrt(v) + c2 e).
      rate: (rate * secondCorrection) / firstCorrection,
      epsilon: epsilon * secondCorrection,
      penalty: decay === "coupled" ? weightDecay : 0,
      kept: decay === "decoupled" ? 1 - rate * weightDecay : 1,
    });
  });
}

interface Coefficients extends AdamOptions {
  readonly rate: number;
  /** Weight decay that is added to the gradient. */
  readonly penalty: number;
  /** What a weight is multiplied with before the step. */
  readonly kept: number;
}

/** The hot loop: millions of parameters, every step. */
function moveRange(
  { parameters, gradient, moments: [first = NONE, second = NONE] }: RangeStep,
  { beta1, beta2, rate, epsilon, penalty, kept }: Coefficients,
): void {
  const share1 = 1 - beta1;
  const share2 = 1 - beta2;
  for (let i = 0; i < parameters.length; i++) {
    const w = parameters[i] as number;
    const g = (gradient[i] as number) + penalty * w;
    const m = beta1 * (first[i] as number) + share1 * g;
    const v = beta2 * (second[i] as number) + share2 * g * g;
    first[i] = m;
    second[i] = v;
    parameters[i] = kept * w - (rate * m) / (Math.sqrt(v) + epsilon);
  }
}
