import { describe, expect, test } from "vitest";
import { auroc, compareMeanAuroc } from "../../src/evaluation/index.ts";
import { Random } from "../../src/random.ts";

const PATIENTS = 60;
const random = Random.fromSeed(7);
const patientIds = Array.from({ length: 3 * PATIENTS }, (_, index) => `${index % PATIENTS}`);

/** Two findings; patients differ much in how hard they are, for whatever model. */
const labels = [0, 1].map(() => patientIds.map(() => random.below(2)));
const hardness = Array.from({ length: PATIENTS }, () => 3 * random.normal());
const model = (signal: number) =>
  labels.map((own) => ({
    labels: own,
    scores: own.map((label, index) => signal * label + (hardness[index % PATIENTS] ?? 0)),
  }));

describe("the comparison of two models", () => {
  test("states the mean AUROC of each", () => {
    const [one, other] = [model(3), model(1)];
    const result = compareMeanAuroc(one, other, patientIds, { replicates: 200, seed: 1 });
    const mean = (findings: typeof one) =>
      findings.reduce((sum, { scores, labels: own }) => sum + (auroc(scores, own) ?? 0), 0) / 2;
    expect(result?.first).toBeCloseTo(mean(one), 12);
    expect(result?.second).toBeCloseTo(mean(other), 12);
    expect(result?.difference).toBeCloseTo(mean(one) - mean(other), 12);
    expect(result?.findings).toBe(2);
  });

  test("finds no difference between a model and itself, nor one that is scaled", () => {
    const one = model(2);
    const same = one.map(({ labels: own, scores }) => ({
      labels: own,
      scores: scores.map((score) => 5 * score - 2),
    }));
    const result = compareMeanAuroc(one, same, patientIds, { replicates: 200, seed: 1 });
    expect(result).toMatchObject({ difference: 0, interval: { low: 0, high: 0 } });
  });

  test("is sure of a difference that each model's own interval could not show", () => {
    const result = compareMeanAuroc(model(1.2), model(0.8), patientIds, {
      replicates: 500,
      seed: 1,
    });
    expect(result?.interval?.low).toBeGreaterThan(0);
    expect(result?.interval?.high).toBeLessThan(0.1);
  });

  test("turns round with its models", () => {
    const options = { replicates: 300, seed: 3 };
    const there = compareMeanAuroc(model(2), model(1), patientIds, options);
    const back = compareMeanAuroc(model(1), model(2), patientIds, options);
    expect(back?.difference).toBeCloseTo(-(there?.difference ?? 0), 12);
    expect(back?.interval?.low).toBeCloseTo(-(there?.interval?.high ?? 0), 12);
  });

  test("is nothing where a finding has one class only", () => {
    const none = [{ labels: patientIds.map(() => 0), scores: patientIds.map(() => 1) }];
    expect(compareMeanAuroc(none, none, patientIds)).toBeNull();
  });
});
