import { sigmoid } from "./sigmoid.ts";

/** Logistic regression whose weights are drawn towards 1. */
export interface LogisticProblem {
  /** The values of each feature; centred, so that weights and offset hardly depend on each other. */
  readonly features: readonly Float64Array[];
  /** Between 0 and 1, without the two, so that a best fit exists. */
  readonly targets: Float64Array;
  /** How strongly each feature's weight is drawn: it costs precision (weight - 1)² / 2. */
  readonly precisions: readonly number[];
}

export interface LogisticFit {
  readonly weights: readonly number[];
  readonly offset: number;
  /** What is minimized, at its least. */
  readonly loss: number;
}

/**
 * Minimizes the sum of cross-entropies of sigmoid(weights · features + offset) plus the pull towards 1, over weights
 * that are not below 0.
 *
 * The loss is convex, so the best fit with weights of 0 or more has some weights at 0 and is the free minimum of the
 * others: of all such choices, those that come out without a negative weight are compared. Meant for two or three
 * features.
 */
export function minimizeNonNegative(problem: LogisticProblem): LogisticFit {
  const features = problem.features.length;
  let best: LogisticFit | null = null;
  for (let held = 0; held < 2 ** features; held++) {
    const isFree = problem.features.map((_, feature) => ((held >> feature) & 1) === 0);
    const fitted = descend(problem, isFree);
    if (fitted.weights.some((weight) => weight < 0)) continue;
    if (best === null || fitted.loss < best.loss) best = fitted;
    if (held === 0) break;
  }
  if (best === null) throw new RangeError("Holding every weight at 0 is always possible.");
  return best;
}

/** Newton's method with step halving; weights that are not free stay at 0. The last parameter is the offset. */
function descend(problem: LogisticProblem, isFree: readonly boolean[]): LogisticFit {
  const { targets } = problem;
  const moving = [...[...isFree.keys()].filter((feature) => isFree[feature]), isFree.length];
  const baseRate = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  let point = [...isFree.map(Number), Math.log(baseRate / (1 - baseRate))];
  let loss = lossAt(problem, point);
  for (let iteration = 0; iteration < 100; iteration++) {
    const { step, decrement } = newtonStep(problem, point, moving);
    const moved = (share: number) => {
      const next = [...point];
      for (const [i, parameter] of moving.entries())
        next[parameter] = (next[parameter] ?? 0) - share * (step[i] ?? 0);
      return next;
    };
    // Newton's decrement: twice the fall that is left to gain; the rest is rounding.
    if (decrement <= 1e-13 * (1 + Math.abs(loss))) {
      point = moved(1);
      break;
    }
    let share = 1;
    let next = moved(share);
    let nextLoss = lossAt(problem, next);
    while (!(nextLoss <= loss - 1e-4 * share * decrement) && share > 1e-10) {
      share /= 2;
      next = moved(share);
      nextLoss = lossAt(problem, next);
    }
    point = next;
    loss = nextLoss;
  }
  return { weights: point.slice(0, -1), offset: point.at(-1) ?? 0, loss };
}

/** The inverse Hessian times the gradient, by the parameters that move, and the gradient times that. */
function newtonStep(
  problem: LogisticProblem,
  point: readonly number[],
  moving: readonly number[],
): { readonly step: readonly number[]; readonly decrement: number } {
  const { features, targets, precisions } = problem;
  const ones = new Float64Array(targets.length).fill(1);
  const columns = moving.map((parameter) => features[parameter] ?? ones);
  const size = columns.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let row = 0; row < targets.length; row++) {
    const probability = sigmoid(scoreOf(problem, point, row));
    const residual = probability - (targets[row] as number);
    const information = probability * (1 - probability);
    for (let i = 0; i < size; i++) {
      const value = (columns[i] as Float64Array)[row] as number;
      gradient[i] = (gradient[i] as number) + residual * value;
      for (let j = 0; j < size; j++) {
        const other = (columns[j] as Float64Array)[row] as number;
        hessian[i * size + j] = (hessian[i * size + j] as number) + information * value * other;
      }
    }
  }
  for (const [i, parameter] of moving.entries()) {
    const precision = precisions[parameter] ?? 0;
    gradient[i] = (gradient[i] ?? 0) + precision * ((point[parameter] ?? 0) - 1);
    hessian[i * size + i] = (hessian[i * size + i] ?? 0) + precision;
  }
  const step = solve(
    moving.map((_, i) => [...hessian.subarray(i * size, (i + 1) * size)]),
    [...gradient],
  );
  return { step, decrement: step.reduce((sum, one, i) => sum + one * (gradient[i] ?? 0), 0) };
}

function scoreOf({ features }: LogisticProblem, point: readonly number[], row: number): number {
  let score = point[features.length] as number;
  for (let feature = 0; feature < features.length; feature++)
    score += (point[feature] as number) * ((features[feature] as Float64Array)[row] as number);
  return score;
}

function lossAt(problem: LogisticProblem, point: readonly number[]): number {
  const { targets, precisions } = problem;
  let sum = 0;
  for (const [feature, precision] of precisions.entries())
    sum += (precision * ((point[feature] ?? 0) - 1) ** 2) / 2;
  for (let row = 0; row < targets.length; row++) {
    const score = scoreOf(problem, point, row);
    // log(1 + e^score) - target * score, arranged so that nothing overflows.
    sum += Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0);
    sum -= (targets[row] as number) * score;
  }
  return sum;
}

/** Solves a small symmetric positive system by elimination, which needs no pivots there. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, i) => [...line, right[i] ?? 0]);
  const size = rows.length;
  // Where all probabilities have saturated the matrix underflows; a small ridge keeps the step finite.
  const head = (row: readonly number[], i: number) => Math.max(row[i] ?? 0, 1e-12);
  for (const [i, pivot] of rows.entries()) {
    for (const row of rows.slice(i + 1)) {
      const factor = (row[i] ?? 0) / head(pivot, i);
      for (let k = i; k <= size; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (const [i, row] of [...rows.entries()].reverse()) {
    const known = solution.reduce((sum, one, k) => (k > i ? sum + one * (row[k] ?? 0) : sum), 0);
    solution[i] = ((row[size] ?? 0) - known) / head(row, i);
  }
  return solution;
}
