import { isThorascopeError } from "../../errors.ts";
import { pageOfRun } from "../page-of-run.node.ts";
import type { RunDirectory } from "../run-directory.node.ts";
import type { TrainingProgress } from "../training-request.ts";
import type { ValidationScore } from "../validation-score.ts";
import type { EpochResult, FitProgress } from "./fit-state.ts";

export interface FitLogOptions {
  readonly name: string;
  readonly stage: string;
  readonly batchesPerEpoch: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly run: RunDirectory;
  readonly options: TrainingProgress;
}

/** What there is to tell of one step of the optimizer. */
export interface StepReport {
  readonly loss: number;
  readonly rate: number;
  readonly gradientNorm: number;
  /** Milliseconds that the step waited for its pixels. */
  readonly waited: number;
}

/** Seconds between lines of the log while an epoch goes on. */
const INTERVAL = 10;

/** Tells the run's log, and whoever started it, how a fit goes. */
export interface FitLog {
  started(resumed: FitProgress | null): Promise<void>;
  step(progress: FitProgress, report: StepReport): Promise<void>;
  epoch(result: EpochResult, score: ValidationScore | null): Promise<void>;
  /** Says why the fit ends before its time. */
  stopped(error: unknown): Promise<void>;
}

/** Opens a fit's log. Lines say means over the steps since the line before; the run's page follows them. */
export function fitLog({
  name,
  stage,
  batchesPerEpoch,
  batchSize,
  epochs,
  run,
  options,
}: FitLogOptions): FitLog {
  const since = () => ({ at: performance.now(), steps: 0, loss: 0, waited: 0, batch: -1 });
  let window = since();
  let epochAt = performance.now();
  const page = pageOfRun(run.folder, options.onNote);
  return {
    async started(resumed) {
      const resumedAt = resumed && { epoch: resumed.epoch + 1, step: resumed.step };
      await run.log({
        stage: "fit",
        fit: name,
        title: stage,
        batches: batchesPerEpoch,
        epochs,
        resumedAt,
      });
    },
    async step({ epoch, step }, { loss, rate, gradientNorm, waited }) {
      if (window.batch < 0) window.batch = step - 1;
      window.steps++;
      window.loss += loss;
      window.waited += waited;
      const seconds = (performance.now() - window.at) / 1000;
      options.onStep?.(
        stage,
        epoch * batchesPerEpoch + step,
        epochs * batchesPerEpoch,
        `epoch ${epoch + 1} of ${epochs}, loss ${(window.loss / window.steps).toFixed(4)}, ${(((step - window.batch) * batchSize) / seconds).toFixed(1)} images/s`,
      );
      options.onLearned?.({ stage, epochs: epoch + step / batchesPerEpoch, loss, rate });
      if (seconds < INTERVAL && step < batchesPerEpoch) return;
      await run.log({
        stage: "step",
        fit: name,
        epoch: epoch + 1,
        step,
        loss: window.loss / window.steps,
        rate,
        gradientNorm,
        imagesPerSecond: ((step - window.batch) * batchSize) / seconds,
        waitedMilliseconds: window.waited,
      });
      await page.update();
      window = since();
    },
    async epoch(result, score) {
      const seconds = (performance.now() - epochAt) / 1000;
      await run.log({ stage: "epoch", fit: name, ...result, findings: score?.aurocs, seconds });
      await page.update();
      epochAt = performance.now();
      window = since();
    },
    async stopped(error) {
      const code = isThorascopeError(error) ? error.code : "UNEXPECTED";
      const reason = error instanceof Error ? error.message : String(error);
      await run.log({ stage: "stopped", code, reason });
      await page.update(true);
    },
  };
}
