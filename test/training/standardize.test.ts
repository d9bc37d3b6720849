import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../../src/random.ts";
import { foldScale } from "../../src/training/fold-scale.ts";
import { applyHead } from "../../src/training/linear-head.ts";
import { measureFeatures, standardize } from "../../src/training/standardize.ts";
import { matrix, rowsOf } from "./made-up.ts";

describe("measured features", () => {
  test("have their mean and population standard deviation", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 9 })), {
          minLength: 2,
          maxLength: 20,
        }),
        (pairs) => {
          const features = matrix(pairs.length, 2, (row, column) => pairs[row]?.[column] ?? 0);
          const { mean, deviation } = measureFeatures(features);
          for (const column of [0, 1]) {
            const values = pairs.map((pair) => pair[column] ?? 0);
            const average = values.reduce((sum, value) => sum + value, 0) / values.length;
            const squares = values.map((value) => (value - average) ** 2);
            const variance = squares.reduce((sum, value) => sum + value, 0) / values.length;
            expect(mean[column]).toBeCloseTo(average, 4);
            expect(deviation[column]).toBeCloseTo(variance > 0 ? Math.sqrt(variance) : 1, 4);
          }
        },
      ),
    );
  });

  test("become features of mean 0 and deviation 1, constant ones 0", () => {
    const random = Random.fromSeed(1);
    const features = matrix(200, 3, (_, column) =>
      column === 2 ? 7.3 : 100 * column + (1 + 9 * column) * random.normal(),
    );
    const standardized = standardize(features, measureFeatures(features));
    const again = measureFeatures(standardized);
    for (const column of [0, 1]) {
      expect(again.mean[column]).toBeCloseTo(0, 5);
      expect(again.deviation[column]).toBeCloseTo(1, 5);
    }
    for (const row of rowsOf(standardized)) expect(row[2]).toBeCloseTo(0, 5);
    expect(rowsOf(features)[0]?.[2]).toBeCloseTo(7.3, 5);
  });
});

describe("a head with the scale folded in", () => {
  const random = Random.fromSeed(2);
  const features = matrix(50, 8, (_, column) => 3 * column + (column + 1) * random.normal());
  const scale = measureFeatures(features);
  const head = {
    weight: matrix(15, 8, () => random.normal()),
    bias: Float32Array.from({ length: 15 }, () => random.normal()),
  };
  const layer = foldScale(head, scale);

  test("gives on raw features what the head gives on standardized ones", () => {
    const expected = rowsOf(applyHead(head, standardize(features, scale)));
    const { weight, bias } = layer(0, 15);
    expect(weight.shape).toEqual([15, 8]);
    const raw = applyHead(
      { weight: { rows: 15, columns: 8, data: weight.data }, bias: bias.data },
      features,
    );
    for (const [row, logits] of rowsOf(raw).entries()) {
      for (const [output, logit] of logits.entries())
        expect(logit).toBeCloseTo(expected[row]?.[output] ?? Number.NaN, 4);
    }
  });

  test("comes in parts: the findings, and any finding", () => {
    const [whole, findings, any] = [layer(0, 15), layer(0, 14), layer(14, 15)];
    expect(findings.weight.shape).toEqual([14, 8]);
    expect(any.weight.shape).toEqual([1, 8]);
    expect([...findings.weight.data, ...any.weight.data]).toEqual([...whole.weight.data]);
    expect([...findings.bias.data, ...any.bias.data]).toEqual([...whole.bias.data]);
  });
});
