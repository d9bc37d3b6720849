import { describe, expect, test } from "vitest";
import { parseRunLog } from "../../../src/training/run-page/run-log.ts";
import { runProgress } from "../../../src/training/run-page/run-progress.ts";
import { BEGIN, EXAMPLE_RECIPE, exampleLog } from "./example-run.ts";

/** A log of steps a batch a second: 5 folds of 6 epochs of 100 batches and a final fit. */
function steadyLog(folds: number, seconds: number): string {
  const lines: unknown[] = [];
  const write = (at: number, fields: Record<string, unknown>) =>
    lines.push({ time: new Date(BEGIN + at * 1000).toISOString(), ...fields });
  write(0, { stage: "pixels", radiographs: 9, leftOut: [] });
  for (let fold = 0; fold < folds; fold++) {
    const title = `fold ${fold + 1} of 5`;
    const fit = `fold-${fold + 1}`;
    write(fold * 600, { stage: "fit", fit, title, batches: 100, epochs: 6, resumedAt: null });
    for (let done = 10; done <= 600 && fold * 600 + done <= seconds; done += 10) {
      const epoch = Math.ceil(done / 100);
      write(fold * 600 + done, { stage: "step", fit, epoch, step: done - 100 * (epoch - 1) });
      if (done % 100 === 0) write(fold * 600 + done, { stage: "epoch", fit, epoch, trainLoss: 1 });
    }
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** The example's five folds teach with 3 of 5 parts, its final fit with all: 5 / 3 as many batches. */
const FINAL = 600 * (5 / 3);

describe("how far a run is", () => {
  test.each([
    [1, 10 * 20],
    [1, 600],
    [2, 600 + 250],
    [4, 3 * 600 + 590],
  ])("of steady work, in fold %i after %i batches, is known exactly", (folds, done) => {
    const log = parseRunLog(steadyLog(folds, done));
    const { state, share, secondsLeft } = runProgress(log, EXAMPLE_RECIPE, BEGIN + done * 1000);
    expect(state).toBe("training");
    expect(share).toBeCloseTo(done / (5 * 600 + FINAL), 9);
    expect(secondsLeft).toBeCloseTo(5 * 600 + FINAL - done, 6);
  });

  test("the fits of an ensemble count each", () => {
    if (!("fit" in EXAMPLE_RECIPE)) throw new Error("The example must be of a whole network.");
    const recipe = { ...EXAMPLE_RECIPE, fit: { ...EXAMPLE_RECIPE.fit, ensemble: 2 } };
    const text = steadyLog(2, 600 + 300)
      .replaceAll('"fold-1"', '"fold-1-fit-1"')
      .replaceAll('"fold-2"', '"fold-1-fit-2"');
    const { share } = runProgress(parseRunLog(text), recipe, BEGIN);
    expect(share).toBeCloseTo(900 / (2 * (5 * 600 + FINAL)), 9);
  });

  test("fits of processes that share a run go on beside each other, and halve the time that is left", () => {
    const one = steadyLog(1, 300).trim().split("\n");
    const other = one
      .slice(1)
      .map((line) => line.replaceAll("old-1", "old-2").replace("fold 1", "fold 2"));
    const timeOf = (line: string) => Date.parse(JSON.parse(line).time);
    const shared = [...one, ...other].toSorted((a, b) => timeOf(a) - timeOf(b)).join("\n");
    const { share, secondsLeft } = runProgress(parseRunLog(shared), EXAMPLE_RECIPE, BEGIN);
    expect(share).toBeCloseTo((2 * 300) / (5 * 600 + FINAL), 9);
    expect(secondsLeft).toBeCloseTo((5 * 600 + FINAL - 600) / 2, 6);
  });

  test("a fold that stopped early is over once another has begun", () => {
    const early =
      steadyLog(1, 200) +
      steadyLog(2, 600)
        .split("\n")
        .filter((line) => line.includes('"fold-2"'))
        .join("\n");
    const { share } = runProgress(parseRunLog(early), EXAMPLE_RECIPE, BEGIN);
    // The final fit is to take two epochs, as fold 1 did.
    expect(share).toBeCloseTo(200 / (200 + 4 * 600 + (500 / 3) * 2), 9);
  });

  test("the state follows the last line and the time since", () => {
    const stateOf = (text: string, minutes: number) => {
      const log = parseRunLog(text);
      const now = (log.updated ?? BEGIN) + minutes * 60_000;
      return runProgress(log, EXAMPLE_RECIPE, now).state;
    };
    expect(stateOf("", 1)).toBe("preparing");
    expect(stateOf(steadyLog(0, 0), 1)).toBe("preparing");
    expect(stateOf(exampleLog("running"), 1)).toBe("training");
    expect(stateOf(exampleLog("running"), 30)).toBe("silent");
    expect(stateOf(exampleLog("stopped"), 1)).toBe("stopped");
    expect(stateOf(exampleLog("stopped"), 30)).toBe("stopped");
    expect(stateOf(exampleLog("done"), 30)).toBe("done");
    const evaluating = exampleLog("done").split("\n").slice(0, -2).join("\n");
    expect(stateOf(`${evaluating}\n`, 1)).toBe("training");
  });

  test("a resumed run that goes on is no longer stopped", () => {
    const text = exampleLog("stopped") + exampleLog("running");
    const log = parseRunLog(text);
    expect(runProgress(log, EXAMPLE_RECIPE, log.updated ?? 0).state).toBe("training");
  });
});
