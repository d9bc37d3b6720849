import { describe, expect, test } from "vitest";
import { judgeProgress } from "../../src/training/early-stopping.ts";
import { validationScore } from "../../src/training/validation-score.ts";
import { matrix } from "./made-up.ts";

describe("early stopping", () => {
  test.each([
    { history: [], bestEpoch: null, stop: false },
    { history: [0.6], bestEpoch: 1, stop: false },
    { history: [0.6, 0.7, 0.65], bestEpoch: 2, stop: false },
    { history: [0.6, 0.7, 0.65, 0.69], bestEpoch: 2, stop: true },
    { history: [0.6, 0.7, 0.65, 0.71], bestEpoch: 4, stop: false },
    { history: [0.7, 0.7, 0.7], bestEpoch: 1, stop: true },
    { history: [null, 0.6, null], bestEpoch: 2, stop: false },
    { history: [null, null], bestEpoch: null, stop: true },
    { history: [0.6, Number.NaN, Number.NaN], bestEpoch: 1, stop: true },
  ])("after $history the best epoch is $bestEpoch, stop: $stop", ({ history, bestEpoch, stop }) => {
    const progress = judgeProgress({ patience: 2 }, history);
    expect(progress).toEqual({
      bestEpoch,
      bestScore: bestEpoch === null ? null : history[bestEpoch - 1],
      stop,
    });
  });

  test("small improvements are kept, but not waited for", () => {
    const settings = { patience: 2, minimumImprovement: 0.01 };
    expect(judgeProgress(settings, [0.7, 0.705, 0.709])).toEqual({
      bestEpoch: 3,
      bestScore: 0.709,
      stop: true,
    });
    expect(judgeProgress(settings, [0.7, 0.705, 0.712]).stop).toBe(false);
  });

  test("without settings a run never stops, but has a best epoch", () => {
    expect(judgeProgress(null, [0.9, ...Array(50).fill(0.1)])).toEqual({
      bestEpoch: 1,
      bestScore: 0.9,
      stop: false,
    });
  });
});

describe("the validation score", () => {
  // Three findings and a fourth output that is none: separated, reversed, without negatives.
  const targets = matrix(6, 4, (row, output) =>
    output === 0 && row === 5
      ? Number.NaN
      : output === 2
        ? 1
        : row < (output === 1 ? 1 : 3)
          ? 1
          : 0,
  );
  const logits = matrix(6, 4, (row, output) => (output === 1 ? row : -row));

  test("is the mean AUROC of findings with enough positives and negatives", () => {
    expect(validationScore(logits, targets, 3, 1)).toEqual({
      meanAuroc: 0.5,
      aurocs: [1, 0, null],
    });
    expect(validationScore(logits, targets, 3, 2)).toEqual({ meanAuroc: 1, aurocs: [1, 0, null] });
    expect(validationScore(logits, targets, 4, 3).meanAuroc).toBe(1);
  });

  test("is null where no finding has enough of them", () => {
    expect(validationScore(logits, targets, 3, 4).meanAuroc).toBeNull();
    // Two known negatives of the first finding: too few, though its positives suffice.
    expect(validationScore(logits, targets, 1, 3).meanAuroc).toBeNull();
  });
});
