import { sigmoid } from "./sigmoid.ts";

/** A slope never gets flatter than this; a finding that ends here is ranked no better than by chance. */
export const MINIMUM_SLOPE = 0.01;

/** What is minimized: see `fitPlatt`. `baseRate` is the mean of the targets, `precision` is k v. */
export interface Problem {
  readonly logits: Float64Array;
  readonly targets: Float64Array;
  readonly baseRate: number;
  readonly precision: number;
}

/** A line over centred logits: `offset` is its height at their mean. */
export interface Line {
  readonly slope: number;
  readonly offset: number;
}

/**
 * The objective is strictly convex, so the least value with slope >= MINIMUM_SLOPE lies either inside or,
 * if the free minimum is beyond, on that border.
 */
export function minimize(problem: Problem): Line {
  const free = descend(problem, { slope: 1, offset: balancedOffset(problem, 1) });
  if (free.slope >= MINIMUM_SLOPE) return free;
  return { slope: MINIMUM_SLOPE, offset: balancedOffset(problem, MINIMUM_SLOPE) };
}

/**
 * The best offset for a given slope, where the mean probability is the base rate.
 *
 * By Newton's method inside a bracket that it narrows, and by bisection where a step leaves the bracket. At
 * first every probability is below the base rate at one end and above at the other.
 */
function balancedOffset({ logits, baseRate }: Problem, slope: number): number {
  const middle = Math.log(baseRate / (1 - baseRate));
  let low = middle - slope * logits.reduce((one, other) => Math.max(one, other));
  let high = middle - slope * logits.reduce((one, other) => Math.min(one, other));
  let offset = (low + high) / 2;
  for (let iteration = 0; iteration < 200; iteration++) {
    let excess = 0;
    let information = 0;
    for (const logit of logits) {
      const probability = sigmoid(slope * logit + offset);
      excess += probability - baseRate;
      information += probability * (1 - probability);
    }
    if (excess < 0) low = offset;
    else high = offset;
    const step = offset - excess / information;
    const next = step > low && step < high ? step : (low + high) / 2;
    if (Math.abs(next - offset) <= 1e-13 * (1 + Math.abs(offset))) return next;
    offset = next;
  }
  return offset;
}

/**
 * Newton's method with step halving, as in Lin, Lin and Weng, "A note on Platt's probabilistic outputs",
 * Machine Learning 68 (2007).
 */
function descend(problem: Problem, start: Line): Line {
  let line = start;
  let value = objective(problem, line);
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = newtonStep(problem, line);
    // Newton's decrement: twice the fall that is left to gain; the rest is rounding.
    if (step.decrement <= 1e-13 * (1 + Math.abs(value))) return moved(line, step, 1);
    let share = 1;
    let next = moved(line, step, share);
    let nextValue = objective(problem, next);
    while (!(nextValue <= value - 1e-4 * share * step.decrement) && share > 1e-10) {
      share /= 2;
      next = moved(line, step, share);
      nextValue = objective(problem, next);
    }
    line = next;
    value = nextValue;
  }
  return line;
}

function moved(line: Line, step: Line, share: number): Line {
  return { slope: line.slope - share * step.slope, offset: line.offset - share * step.offset };
}

/** The inverse Hessian times the gradient, and the gradient times that. */
function newtonStep(
  { logits, targets, precision }: Problem,
  { slope, offset }: Line,
): Line & { readonly decrement: number } {
  let gradientSlope = precision * (slope - 1);
  let gradientOffset = 0;
  let slopeSlope = precision;
  let slopeOffset = 0;
  let offsetOffset = 0;
  for (let i = 0; i < logits.length; i++) {
    const logit = logits[i] as number;
    const probability = sigmoid(slope * logit + offset);
    const residual = probability - (targets[i] as number);
    const information = probability * (1 - probability);
    gradientSlope += residual * logit;
    gradientOffset += residual;
    slopeSlope += information * logit * logit;
    slopeOffset += information * logit;
    offsetOffset += information;
  }
  // Where all probabilities have saturated the Hessian underflows; a small ridge keeps the step finite.
  offsetOffset = Math.max(offsetOffset, 1e-12);
  const determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset;
  const stepSlope = (offsetOffset * gradientSlope - slopeOffset * gradientOffset) / determinant;
  const stepOffset = (slopeSlope * gradientOffset - slopeOffset * gradientSlope) / determinant;
  const decrement = gradientSlope * stepSlope + gradientOffset * stepOffset;
  return { slope: stepSlope, offset: stepOffset, decrement };
}

function objective({ logits, targets, precision }: Problem, { slope, offset }: Line): number {
  let sum = (precision * (slope - 1) ** 2) / 2;
  for (let i = 0; i < logits.length; i++) {
    const logit = slope * (logits[i] as number) + offset;
    // log(1 + e^logit) - target * logit, arranged so that nothing overflows.
    sum += Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(logit, 0);
    sum -= (targets[i] as number) * logit;
  }
  return sum;
}
