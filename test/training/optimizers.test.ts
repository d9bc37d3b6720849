import { createHash } from "node:crypto";
import { Check } from "typebox/value";
import { describe, expect, test } from "vitest";
import {
  createOptimizer,
  OptimizerSchema,
  type OptimizerSettings,
  type ParameterGroup,
} from "../../src/training/optimizers/index.ts";
import { gradientAt } from "./changing-gradient.ts";

const SIZE = 14;

const WHOLE: readonly ParameterGroup[] = [{ from: 0, to: SIZE, rateFactor: 1, weightDecay: 0 }];

const TWO: readonly ParameterGroup[] = [
  { from: 0, to: 5, rateFactor: 0.5, weightDecay: 0.1 },
  { from: 5, to: 12, rateFactor: 1, weightDecay: 0 },
];

const OPTIMIZERS: readonly OptimizerSettings[] = [
  { kind: "adam" },
  { kind: "adamw" },
  { kind: "sgd", momentum: 0 },
  { kind: "sgd", momentum: 0.9 },
  { kind: "sgd", momentum: 0.9, nesterov: true },
];

const start = () => Float32Array.from({ length: SIZE }, (_, index) => index / 10 - 0.5);

function hash(...arrays: readonly Float32Array[]): string {
  const sha256 = createHash("sha256");
  for (const array of arrays) sha256.update(array);
  return sha256.digest("hex");
}

test("Adam follows the paper's algorithm 1 in float64 for 20 steps", () => {
  const [weights, optimizer] = [
    new Float32Array(SIZE).fill(0.5),
    createOptimizer({ kind: "adam" }, SIZE),
  ];
  const expected = Float64Array.from(weights);
  const [m, v] = [new Float64Array(SIZE), new Float64Array(SIZE)];
  for (let step = 1; step <= 20; step++) {
    const gradient = gradientAt(step, SIZE);
    const rate = step > 10 ? 0.003 : 0.01;
    optimizer.step(weights, gradient, rate, WHOLE);
    for (let index = 0; index < SIZE; index++) {
      const g = gradient[index] ?? Number.NaN;
      m[index] = 0.9 * (m[index] ?? 0) + 0.1 * g;
      v[index] = 0.999 * (v[index] ?? 0) + 0.001 * g ** 2;
      const [mean, square] = [
        (m[index] ?? 0) / (1 - 0.9 ** step),
        (v[index] ?? 0) / (1 - 0.999 ** step),
      ];
      expected[index] = (expected[index] ?? 0) - (rate * mean) / (Math.sqrt(square) + 1e-8);
    }
  }
  for (const [index, value] of expected.entries()) expect(weights[index]).toBeCloseTo(value, 5);
  // Every weight went somewhere, and Adam's steps do not depend on the gradient's size.
  for (const value of expected) expect(Math.abs(value - 0.5)).toBeGreaterThan(1e-3);
});

test("decoupled decay shrinks weights without a gradient by rate times decay, coupled decay does not", () => {
  const groups = [{ from: 0, to: 2, rateFactor: 2, weightDecay: 0.25 }];
  const decoupled = Float32Array.of(1, -2);
  createOptimizer({ kind: "adamw" }, 2).step(decoupled, new Float32Array(2), 0.1, groups);
  expect(decoupled).toEqual(Float32Array.of(0.95, -1.9));
  // Of the penalty's gradient Adam sees the sign only: the first step is as long as the rate.
  const coupled = Float32Array.of(1, -2);
  createOptimizer({ kind: "adam" }, 2).step(coupled, new Float32Array(2), 0.1, groups);
  expect(coupled[0]).toBeCloseTo(0.8, 6);
  expect(coupled[1]).toBeCloseTo(-1.8, 6);
});

describe.each(OPTIMIZERS)("%j", (settings) => {
  test("leaves weights alone that have neither gradient nor decay", () => {
    const weights = start();
    createOptimizer(settings, SIZE).step(weights, new Float32Array(SIZE), 0.1, WHOLE);
    expect(weights).toEqual(start());
  });

  test("leaves weights alone that are in no group or frozen, and their moments", () => {
    const [weights, optimizer] = [start(), createOptimizer(settings, SIZE)];
    const groups = TWO.map((group, index) => ({ ...group, rateFactor: index }));
    for (let step = 1; step <= 3; step++)
      optimizer.step(weights, gradientAt(step, SIZE), 0.1, groups);
    for (const [index, value] of start().entries()) {
      if (index < 5 || index >= 12) expect(weights[index]).toBe(value);
      else expect(weights[index]).not.toBe(value);
    }
    for (const [name, moment] of optimizer.state()) {
      if (name === "groupSteps") continue;
      expect(moment.subarray(0, 5)).toEqual(new Float32Array(5));
      expect(Math.abs(moment[6] ?? 0)).toBeGreaterThan(0);
    }
  });

  test("moves a range that thaws late as if it had just begun", () => {
    const [late, optimizer] = [start(), createOptimizer(settings, SIZE)];
    const frozen = TWO.map((group, index) => ({ ...group, rateFactor: index }));
    const thawed = TWO.map((group) => ({ ...group, rateFactor: 1 }));
    for (let step = 1; step <= 20; step++)
      optimizer.step(late, gradientAt(step, SIZE), 0.1, frozen);
    const [early, fresh] = [start(), createOptimizer(settings, SIZE)];
    for (let step = 21; step <= 25; step++) {
      optimizer.step(late, gradientAt(step, SIZE), 0.1, thawed);
      fresh.step(early, gradientAt(step, SIZE), 0.1, thawed);
    }
    expect(late.subarray(0, 5)).toEqual(early.subarray(0, 5));
    expect(late.subarray(5, 12)).not.toEqual(early.subarray(5, 12));
  });

  test.each([0, 1, 7])("continues bit for bit from a state after %d steps", (cut) => {
    const run = (
      weights: Float32Array,
      optimizer: ReturnType<typeof createOptimizer>,
      end: number,
    ) => {
      for (let step = optimizer.steps + 1; step <= end; step++)
        optimizer.step(weights, gradientAt(step, SIZE), 0.01 / step, TWO);
    };
    const [whole, uninterrupted] = [start(), createOptimizer(settings, SIZE)];
    run(whole, uninterrupted, 15);
    const [weights, first] = [start(), createOptimizer(settings, SIZE)];
    run(weights, first, cut);
    const saved = new Map([...first.state()].map(([name, array]) => [name, array.slice()]));
    const steps = first.steps;
    run(weights.slice(), first, 15);
    const second = createOptimizer(settings, SIZE);
    second.restore(saved, steps);
    run(weights, second, 15);
    expect(second.steps).toBe(15);
    expect(hash(weights, ...second.state().values())).toBe(
      hash(whole, ...uninterrupted.state().values()),
    );
    expect([...second.state().keys()]).toEqual([...uninterrupted.state().keys()]);
  });

  test("refuses arrays, groups and states of another size", () => {
    const optimizer = createOptimizer(settings, SIZE);
    const step = (size: number, groups: readonly ParameterGroup[]) => () =>
      optimizer.step(new Float32Array(size), new Float32Array(size), 0.1, groups);
    expect(step(SIZE + 1, WHOLE)).toThrow(/is of 14 parameters/);
    expect(step(SIZE, [{ from: 3, to: 15, rateFactor: 1, weightDecay: 0 }])).toThrow(
      /from 3 to 15/,
    );
    step(SIZE, TWO)();
    expect(step(SIZE, WHOLE)).toThrow(/2 groups/);
    const other = createOptimizer(settings, SIZE);
    expect(() => other.restore(new Map([["third", new Float32Array(SIZE)]]), 1)).toThrow(
      /another recipe/,
    );
    expect(other.steps).toBe(0);
  });
});

test("settings out of range are refused by the schema", () => {
  expect(OPTIMIZERS.every((settings) => Check(OptimizerSchema, settings))).toBe(true);
  for (const wrong of [
    { kind: "adam", beta1: 1 },
    { kind: "adamw", epsilon: 0 },
    { kind: "sgd" },
    { kind: "lion" },
  ]) {
    expect(Check(OptimizerSchema, wrong)).toBe(false);
  }
});
