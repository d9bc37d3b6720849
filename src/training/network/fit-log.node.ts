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

/** What there is to tell of one batch. */
export interface BatchReport {
  readonly loss: number;
  /** Milliseconds that the network waited for its pixels. */
  readonly waited: number;
}

/** What there is to tell of one step of the optimizer, which may take several batches. */
export interface StepReport {
  readonly loss: number;
  readonly rate: number;
  readonly gradientNorm: number;
}

/** Seconds between lines of the log while an epoch goes on. */
const INTERVAL = 10;

/** Tells the run's log, and whoever started it, how a fit goes. */
export interface FitLog {
  started(resumed: FitProgress | null): Promise<void>;
  batch(report: BatchReport): void;
  step(progress: FitProgress, report: StepReport): Promise<void>;
  epoch(result: EpochResult, score: ValidationScore | null): Promise<void>;
  /** Says why the fit ends before its time. */
  stopped(error: unknown): Promise<void>;
}

/**
 * Opens a fit's log. Lines say the mean loss and the images per second of all batches since the line before, and how
 * long these waited in sum; rate and length of the gradient are those of the last step. The run's page follows them.
 */
export function fitLog({
  name,
  stage,
  batchesPerEpoch,
  batchSize,
  epochs,
  run,
  options,
}: FitLogOptions): FitLog {
  const since = () => ({ at: performance.now(), batches: 0, loss: 0, waited: 0 });
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
    batch({ loss, waited }) {
      window.batches++;
      window.loss += loss;
      window.waited += waited;
    },
    async step({ epoch, step }, { loss, rate, gradientNorm }) {
      const seconds = (performance.now() - window.at) / 1000;
      const meanLoss = window.loss / window.batches;
      const imagesPerSecond = (window.batches * batchSize) / seconds;
      options.onStep?.(
        stage,
        epoch * batchesPerEpoch + step,
        epochs * batchesPerEpoch,
        `epoch ${epoch + 1} of ${epochs}, loss ${meanLoss.toFixed(4)}, ${imagesPerSecond.toFixed(1)} images/s`,
      );
      options.onLearned?.({ stage, epochs: epoch + step / batchesPerEpoch, loss, rate });
      if (seconds < INTERVAL && step < batchesPerEpoch) return;
      await run.log({
        stage: "step",
        fit: name,
        epoch: epoch + 1,
        step,
        loss: meanLoss,
        rate,
        gradientNorm,
        imagesPerSecond,
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
