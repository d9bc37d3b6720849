import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestEpoch, epochsDone } from "../../../src/training/run-page/fit-history.ts";
import { parseRunLog } from "../../../src/training/run-page/run-log.ts";
import { BEGIN, exampleLog } from "./example-run.ts";

/** Lines with a minute between them. */
function logOf(...records: readonly Record<string, unknown>[]): string {
  return records
    .map((record, minute) => {
      const time = new Date(BEGIN + minute * 60_000).toISOString();
      return `${JSON.stringify({ time, ...record })}\n`;
    })
    .join("");
}

const PIXELS = { stage: "pixels", radiographs: 9, leftOut: [] };
const begin = (resumedAt: unknown) => ({
  ...{ stage: "fit", fit: "fold-1", title: "fold 1 of 2", batches: 10, epochs: 3, resumedAt },
});
const step = (epoch: number, number: number, loss: number | null) => ({
  ...{ stage: "step", fit: "fold-1", epoch, step: number, loss },
  ...{ rate: 0.1, gradientNorm: 1, imagesPerSecond: 5, waitedMilliseconds: 6000 },
});
const epoch = (number: number, validationAuroc: number | null) => ({
  ...{ stage: "epoch", fit: "fold-1", epoch: number, trainLoss: 0.5, validationAuroc, seconds: 9 },
});
const stepsOf = (text: string) =>
  parseRunLog(text).fits[0]?.steps.map(({ epoch, step, loss }) => [epoch, step, loss]);

describe("reading a run's log", () => {
  test("of two lines about the same step or epoch the later one counts", () => {
    const text = logOf(
      PIXELS,
      begin(null),
      step(1, 5, 9),
      step(1, 5, 8),
      epoch(1, 0.6),
      epoch(1, 0.7),
    );
    expect(stepsOf(text)).toEqual([[1, 5, 8]]);
    expect(parseRunLog(text).fits[0]?.results.map((one) => one.validationAuroc)).toEqual([0.7]);
  });

  test("what lies behind the checkpoint of a resume is dropped, even if steps were logged elsewhere", () => {
    const before = [step(1, 10, 9), epoch(1, 0.6), step(2, 3, 8), step(2, 7, 7)];
    const lost = [step(2, 10, 6), epoch(2, 0.7), step(3, 4, 5)];
    const after = [PIXELS, begin({ epoch: 2, step: 5 }), step(2, 8, 6.5)];
    const text = logOf(PIXELS, begin(null), ...before, ...lost, ...after);
    expect(stepsOf(text)).toEqual([
      [1, 10, 9],
      [2, 3, 8],
      [2, 8, 6.5],
    ]);
    expect(parseRunLog(text).fits[0]?.results.map((one) => one.epoch)).toEqual([1]);
    expect(parseRunLog(text).starts).toBe(2);
  });

  test("a fit that begins anew has no past", () => {
    const text = logOf(PIXELS, begin(null), step(1, 5, 9), epoch(1, 0.6), PIXELS, begin(null));
    expect(parseRunLog(text).fits[0]).toMatchObject({ steps: [], results: [] });
  });

  test("a log cut anywhere reads as its whole lines", () => {
    const text = exampleLog("done");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length }), (cut) => {
        const whole = text.slice(0, text.lastIndexOf("\n", cut - 1) + 1);
        fc.pre(text[cut] !== "\n");
        expect(parseRunLog(text.slice(0, cut))).toEqual(parseRunLog(whole));
      }),
      { numRuns: 20 },
    );
  });

  test("the line that follows half a line of a crash is not lost", () => {
    const first = logOf(PIXELS, begin(null), step(1, 5, 9));
    const half = first.slice(0, -40);
    const resumed = logOf(PIXELS, begin({ epoch: 1, step: 0 }), step(1, 6, 8));
    expect(parseRunLog(half + resumed).starts).toBe(2);
    expect(stepsOf(half + resumed)).toEqual([[1, 6, 8]]);
  });

  test("pauses between a stop and a resume are no work, waiting is a share of the time", () => {
    const day = 24 * 3600 * 1000;
    const late = (text: string) =>
      text.replace(
        /"time":"([^"]*)"/g,
        (_, time) => `"time":"${new Date(Date.parse(time) + day).toISOString()}"`,
      );
    const text =
      logOf(PIXELS, begin(null), step(1, 5, 9)) +
      late(logOf(PIXELS, begin({ epoch: 1, step: 5 }), step(1, 6, 8)));
    const steps = parseRunLog(text).fits[0]?.steps ?? [];
    expect(steps.map(({ hours }) => 60 * hours)).toEqual([2, 4]);
    expect(steps.map(({ stall }) => stall)).toEqual([0.1, 0.1]);
  });

  test("what is no number, and stages of a later version, do no harm", () => {
    const text = logOf(PIXELS, begin(null), step(1, 5, null), { stage: "weather", sun: true });
    expect(stepsOf(text)).toEqual([[1, 5, null]]);
    expect(parseRunLog(`[1]\nnull\n"x"\n${text}`).fits).toHaveLength(1);
    expect(parseRunLog("")).toMatchObject({ started: null, stage: null, fits: [], starts: 0 });
  });

  test("a linear head's log has folds and their losses only", () => {
    const fold = (number: number, losses: readonly number[]) =>
      losses.map((validationLoss, index) => ({
        ...{ stage: "fold", fold: number, epoch: index + 1, trainLoss: 2, validationLoss },
      }));
    const done = {
      stage: "done",
      epochs: [3, 2],
      evaluation: { crossValidation: { patients: 7 } },
    };
    const features = { stage: "features", radiographs: 9, leftOut: [{ path: "a", code: "B" }] };
    const lines = [...fold(1, [2.9, 2.8, 2.7, 2.75]), ...fold(2, [2.6, 2.5, 2.5])];
    const { fits, evaluation, radiographs } = parseRunLog(logOf(features, ...lines, done));
    expect(fits.map(({ title }) => title)).toEqual(["fold 1", "fold 2"]);
    expect(fits.map((fit) => bestEpoch(fit)?.epoch)).toEqual([3, 2]);
    expect(evaluation?.crossValidation.patients).toBe(7);
    expect(radiographs).toEqual({ count: 9, leftOut: [{ path: "a", code: "B" }] });
  });
});

describe("a fit", () => {
  test("is at its last step or its last epoch, whichever is further", () => {
    const fitOf = (text: string) => {
      const [fit] = parseRunLog(text).fits;
      if (fit === undefined) throw new Error("the log has no fit");
      return fit;
    };
    expect(epochsDone(fitOf(logOf(PIXELS, begin(null))))).toBe(0);
    expect(epochsDone(fitOf(logOf(PIXELS, begin(null), step(2, 5, 1))))).toBe(1.5);
    expect(epochsDone(fitOf(logOf(PIXELS, begin(null), step(2, 5, 1), epoch(2, 0.5))))).toBe(2);
  });

  test("keeps the first of its best epochs, the last one where nothing judges", () => {
    const best = (...scores: (number | null)[]) => {
      const lines = scores.map((score, index) => epoch(index + 1, score));
      const [fit] = parseRunLog(logOf(PIXELS, begin(null), ...lines)).fits;
      return fit && bestEpoch(fit)?.epoch;
    };
    expect(best(0.6, 0.7, 0.65, 0.7)).toBe(2);
    expect(best(null, null, null)).toBe(3);
    expect(best(null, 0.6, null)).toBe(2);
  });
});
