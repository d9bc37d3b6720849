import { generatorAt } from "./loader/generator.ts";

/** Position in an epoch that no radiograph has: the generator of the epoch's own order. */
const OF_ORDER = 2 ** 32 - 1;

/** The rows in another random order in each epoch, decided by seed (0 to 2^32 - 1) and epoch alone. */
export function shuffledOrder(
  rows: ArrayLike<number>,
  seed: number,
): (epoch: number) => Uint32Array {
  return (epoch) => {
    const random = generatorAt(seed, epoch, OF_ORDER);
    return Uint32Array.from(random.shuffle(Array.from(rows)));
  };
}

export interface BalanceSettings {
  /** Findings as frequent as this, or more, are not repeated. */
  readonly threshold: number;
  /** 0 leaves frequencies as they are, 1 makes the rare as frequent as the threshold. */
  readonly strength: number;
}

/** Findings below a tenth come more often, by the square root of how rare they are. */
export const BALANCE: BalanceSettings = { threshold: 0.1, strength: 0.5 };

/**
 * Weights by which each source of radiographs comes as often as every other, however many it has; their sum is
 * the number of rows. `sourceOf` says the source of all rows of the cache.
 */
export function sourceWeights(rows: ArrayLike<number>, sourceOf: readonly string[]): Float64Array {
  const counts = new Map<string, number>();
  const sources = Array.from(rows, (row) => sourceOf[row] ?? "");
  for (const source of sources) counts.set(source, (counts.get(source) ?? 0) + 1);
  return Float64Array.from(
    sources,
    (source) => rows.length / (counts.size * (counts.get(source) ?? 1)),
  );
}

/**
 * Rows in proportion to their weights, as many in each epoch as there are: in n draws a row is expected
 * n w / (sum of w) times and comes that often, rounded down or up. Systematic sampling (Madow, Ann. Math.
 * Statist. 20, 1949) from a random start, rows in random order.
 */
export function weightedOrder(
  rows: ArrayLike<number>,
  weightOf: Float64Array,
  seed: number,
): (epoch: number) => Uint32Array {
  const total = weightOf.reduce((sum, weight) => sum + weight, 0);
  return (epoch) => {
    const random = generatorAt(seed, epoch, OF_ORDER);
    const drawn: number[] = [];
    let mark = random.uniform();
    let passed = 0;
    for (const index of random.shuffle([...weightOf.keys()])) {
      passed += ((weightOf[index] ?? 0) * rows.length) / total;
      for (; mark < passed && drawn.length < rows.length; mark++) drawn.push(rows[index] ?? 0);
    }
    // Rounding can leave the very last mark beyond the sum.
    while (drawn.length < rows.length) drawn.push(rows[random.below(rows.length)] ?? 0);
    return Uint32Array.from(random.shuffle(drawn));
  };
}

/**
 * Class-balanced sampling: weights by which radiographs with rare findings come more often.
 *
 * A radiograph's weight is that of its rarest finding, w = max(1, max over its findings of
 * (threshold / frequency)^strength), where a finding's frequency is its share of the radiographs in which it
 * is known. With strength 1/2 that is repeat factor sampling (Gupta, Dollár and Girshick, "LVIS", CVPR 2019).
 *
 * @param targets of all rows of the cache: 1 present, 0 absent, NaN unknown; `rows` says which take part.
 */
export function samplingWeights(
  rows: ArrayLike<number>,
  { columns, data }: { readonly columns: number; readonly data: Float32Array },
  { threshold, strength }: BalanceSettings,
): Float64Array {
  const factors = Array.from({ length: columns }, (_, column) => {
    let known = 0;
    let present = 0;
    for (let index = 0; index < rows.length; index++) {
      const label = data[(rows[index] ?? 0) * columns + column] ?? Number.NaN;
      if (!Number.isNaN(label)) known++;
      if (label > 0) present += label;
    }
    return present === 0 ? 1 : Math.max(1, ((threshold * known) / present) ** strength);
  });
  return Float64Array.from(rows, (row) =>
    factors.reduce(
      (weight, factor, column) =>
        (data[row * columns + column] ?? 0) > 0 ? Math.max(weight, factor) : weight,
      1,
    ),
  );
}
