import fc from "fast-check";
import type { Value } from "../../../src/graph/index.ts";

/** An array in float64, row by row: what references are computed with. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** One way to call an operator that it must accept. */
export interface Example {
  /** Shapes of its float inputs; values are made for them. */
  readonly inputs: readonly (readonly number[])[];
  /** Builds the node, as networks do. Constants it needs are its own. */
  readonly build: (...inputs: Value[]) => Value;
  /** What it must put out, row by row, computed by definition. */
  readonly expected: (...inputs: Numbers[]) => number[];
  /** Where the values of each input lie; -1 to 1 where left out. */
  readonly ranges?: readonly (Range | undefined)[];
  /** Inputs that have no gradient, by their places: conditions, masks. */
  readonly withoutGradient?: readonly number[];
}

export type Range = readonly [low: number, high: number];

/** Where roots, logarithms and quotients are smooth. */
export const POSITIVE: Range = [0.3, 2];

/** One way to call an operator that it must refuse. */
export interface Refusal {
  readonly inputs: readonly (readonly number[])[];
  readonly build: (...inputs: Value[]) => Value;
}

/** What the test of all operators needs to know of one: `test/graph/operators/NAME.ts` exports it. */
export interface OperatorCase {
  readonly opType: string;
  readonly examples: fc.Arbitrary<Example>;
  /** By what is wrong with them. */
  readonly refusals: Readonly<Record<string, Refusal>>;
  /** Whether the first axis of the first input is one of cases that do not mix, and may be symbolic. */
  readonly batched: boolean;
}

/** A size that keeps runs short but shows every mix-up of axes. */
export const size = fc.integer({ min: 1, max: 5 });

/** Any shape with a rank in a range. */
export const shape = (minRank: number, maxRank: number) =>
  fc.array(size, { minLength: minRank, maxLength: maxRank });

/** Two shapes that broadcast: the larger, and it with axes set to 1 or, at the front, left out. */
export const broadcastablePair = fc
  .tuple(shape(0, 4), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), fc.nat(4))
  .map(([large, collapsed, dropped]) => ({
    large,
    small: large.map((length, axis) => (collapsed[axis] ? 1 : length)).slice(dropped),
  }));

/** Number of elements of a shape. */
export function countOf(sizes: readonly number[]): number {
  return sizes.reduce((product, length) => product * length, 1);
}

/** Every position in an array of a shape, in the order of its elements. */
export function positions(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (found, length) =>
      found.flatMap((position) => Array.from({ length }, (_, index) => [...position, index])),
    [[]],
  );
}

/** The element at a position; axes of size 1 repeat and missing ones at the front do not count. */
export function at({ shape: sizes, data }: Numbers, position: readonly number[]): number {
  const own = position.slice(position.length - sizes.length);
  const index = sizes.reduce(
    (reached, length, axis) => reached * length + (length === 1 ? 0 : (own[axis] ?? 0)),
    0,
  );
  return data[index] ?? Number.NaN;
}

/** NumPy's rule for the shape of two arrays together. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1),
  );
}

/** What does the same to every element of its one input. */
export function unaryExamples(
  build: (x: Value) => Value,
  change: (x: number) => number,
  range?: Range,
): fc.Arbitrary<Example> {
  return shape(1, 4).map((x) => ({
    inputs: [x],
    ranges: [range],
    build,
    expected: ({ data }: Numbers) => Array.from(data, change),
  }));
}

/** An operator that does the same to every element of its one input. */
export function unaryCase(
  opType: string,
  build: (x: Value) => Value,
  change: (x: number) => number,
  range?: Range,
): OperatorCase {
  return { opType, batched: true, examples: unaryExamples(build, change, range), refusals: {} };
}

/** An elementwise operator with two inputs, in both orders of the shapes. */
export function elementwiseCase(
  opType: string,
  build: (a: Value, b: Value) => Value,
  combine: (a: number, b: number) => number,
  more: Pick<Example, "ranges" | "withoutGradient"> = {},
): OperatorCase {
  return {
    opType,
    batched: false,
    examples: fc.tuple(broadcastablePair, fc.boolean()).map(([{ large, small }, swapped]) => ({
      ...more,
      inputs: swapped ? [small, large] : [large, small],
      build,
      expected: (a: Numbers, b: Numbers) =>
        positions(broadcastShape(a.shape, b.shape)).map((position) =>
          combine(at(a, position), at(b, position)),
        ),
    })),
    refusals: {
      "sizes that differ": {
        inputs: [
          [2, 3],
          [2, 4],
        ],
        build,
      },
      "alignment from the wrong end": { inputs: [[2, 3], [2]], build },
    },
  };
}
