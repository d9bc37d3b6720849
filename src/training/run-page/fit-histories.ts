import type { EpochReport, FitHistory, StepReport } from "./fit-history.ts";
import { type LogRecord, listIn, numberIn, objectOf, textIn } from "./log-record.ts";

/** A fit while its lines are being read. */
interface Fit {
  readonly name: string;
  title: string;
  batches: number | null;
  epochs: number | null;
  begun: number;
  updated: number;
  readonly steps: Map<string, StepReport>;
  readonly results: Map<number, EpochReport>;
}

/** Gathers the lines of a log by fit; of lines about the same the later one counts. */
export class FitHistories {
  readonly #fits = new Map<string, Fit>();
  /** Milliseconds that the run has worked, and when the line before was written. */
  #worked = 0;
  #before: number | null = null;

  /** Adds a line; `opens` says that it is the first one after a start, so that the pause before it is none of the work. */
  add(record: LogRecord, opens: boolean): void {
    const elapsed = opens || this.#before === null ? 0 : Math.max(record.time - this.#before, 0);
    this.#worked += elapsed;
    this.#before = record.time;
    const { stage, fields } = record;
    if (stage === "fit") this.#begin(record);
    else if (stage === "step") this.#step(record, elapsed);
    else if (stage === "epoch") this.#epoch(record, textIn(fields, "fit"));
    else if (stage === "fold") this.#epoch(record, `fold-${numberIn(fields, "fold")}`);
  }

  all(): FitHistory[] {
    return [...this.#fits.values()].map(({ steps, results, ...fit }) => ({
      ...fit,
      steps: [...steps.values()].sort((a, b) => a.epoch - b.epoch || a.step - b.step),
      results: [...results.values()].sort((a, b) => a.epoch - b.epoch),
    }));
  }

  #fit(name: string, time: number): Fit {
    const known = this.#fits.get(name);
    if (known !== undefined) {
      known.updated = time;
      return known;
    }
    const title = name.replace("-", " ");
    const fit: Fit = {
      ...{ name, title, batches: null, epochs: null, begun: time, updated: time },
      ...{ steps: new Map(), results: new Map() },
    };
    this.#fits.set(name, fit);
    return fit;
  }

  /** A fit begins, or goes on at a checkpoint: what the log says of the time behind it is done anew. */
  #begin({ time, fields }: LogRecord): void {
    const name = textIn(fields, "fit");
    if (name === null) return;
    const fit = this.#fit(name, time);
    fit.begun = time;
    fit.title = textIn(fields, "title") ?? fit.title;
    fit.batches = numberIn(fields, "batches");
    fit.epochs = numberIn(fields, "epochs");
    const resumedAt = objectOf(fields.resumedAt) ?? {};
    const epoch = numberIn(resumedAt, "epoch") ?? 1;
    const step = numberIn(resumedAt, "step") ?? 0;
    for (const [key, report] of fit.steps)
      if (report.epoch > epoch || (report.epoch === epoch && report.step > step))
        fit.steps.delete(key);
    for (const key of fit.results.keys()) if (key >= epoch) fit.results.delete(key);
  }

  #step({ time, fields }: LogRecord, elapsed: number): void {
    const [name, epoch, step] = [
      textIn(fields, "fit"),
      numberIn(fields, "epoch"),
      numberIn(fields, "step"),
    ];
    if (name === null || epoch === null || step === null) return;
    const waited = numberIn(fields, "waitedMilliseconds");
    this.#fit(name, time).steps.set(`${epoch} ${step}`, {
      epoch,
      step,
      loss: numberIn(fields, "loss"),
      rate: numberIn(fields, "rate"),
      gradientNorm: numberIn(fields, "gradientNorm"),
      imagesPerSecond: numberIn(fields, "imagesPerSecond"),
      stall: waited === null || elapsed === 0 ? null : Math.min(waited / elapsed, 1),
      hours: this.#worked / 3_600_000,
    });
  }

  #epoch({ time, fields }: LogRecord, name: string | null): void {
    const epoch = numberIn(fields, "epoch");
    if (name === null || epoch === null) return;
    this.#fit(name, time).results.set(epoch, {
      epoch,
      trainLoss: numberIn(fields, "trainLoss"),
      validationLoss: numberIn(fields, "validationLoss"),
      validationAuroc: numberIn(fields, "validationAuroc"),
      findings: listIn(fields, "findings").map((area) => (typeof area === "number" ? area : null)),
      seconds: numberIn(fields, "seconds"),
    });
  }
}
