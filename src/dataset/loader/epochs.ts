import { count, DatasetError } from "../errors.ts";

/** A batch's place in training: both from 0. */
export interface Place {
  readonly epoch: number;
  readonly step: number;
}

/** Which rows are in which batch. */
export interface Epochs {
  readonly batchSize: number;
  /** Rows in the order of an epoch: a pure function, it may be called again for the same epoch. */
  readonly order: (epoch: number) => Uint32Array;
  /** Batches of an epoch, if fewer than its rows would fill. */
  readonly stepsPerEpoch?: number | undefined;
  /** Rows that there are. */
  readonly rows: number;
}

/** Walks through the batches of epoch after epoch; rows at an epoch's end that fill no batch are left out. */
export class EpochWalk {
  readonly #epochs: Epochs;
  #order: { readonly epoch: number; readonly rows: Uint32Array; readonly steps: number } | null =
    null;

  constructor(epochs: Epochs) {
    this.#epochs = epochs;
  }

  /** The place itself; the next epoch's beginning if it is the end of its epoch. */
  normalize({ epoch, step }: Place): Place {
    const { steps } = this.#at(epoch);
    if (Number.isInteger(step) && step >= 0 && step < steps) return { epoch, step };
    if (step === steps) return { epoch: epoch + 1, step: 0 };
    throw new DatasetError(
      "BATCHES_INVALID",
      `Step ${step} of epoch ${epoch}: that epoch has ${count(steps)} batches, counted from 0. Begin at one of them.`,
      { epoch, step, steps },
    );
  }

  /** Rows of the batch at a normalized place. */
  rowsAt({ epoch, step }: Place): Uint32Array {
    const { batchSize } = this.#epochs;
    return this.#at(epoch).rows.subarray(step * batchSize, (step + 1) * batchSize);
  }

  #at(epoch: number) {
    if (this.#order?.epoch !== epoch) {
      const rows = this.#epochs.order(epoch);
      this.#order = { epoch, rows, steps: this.#stepsOf(rows) };
    }
    return this.#order;
  }

  #stepsOf(order: Uint32Array): number {
    const { batchSize, stepsPerEpoch, rows } = this.#epochs;
    const full = Math.floor(order.length / batchSize);
    const steps = stepsPerEpoch ?? full;
    const outside = order.find((row) => row >= rows);
    if (outside !== undefined) {
      throw invalid(`Row ${outside} is beyond the ${count(rows)} radiographs of the cache.`, {
        row: outside,
      });
    }
    if (!Number.isInteger(steps) || steps < 1 || steps > full) {
      const asked = stepsPerEpoch === undefined ? "one" : count(steps);
      throw invalid(
        `${count(order.length)} radiographs fill ${count(full)} batches of ${batchSize}, not ${asked}. Choose smaller batches.`,
        { radiographs: order.length, batchSize, steps },
      );
    }
    return steps;
  }
}

/** An error about batches that can't be made. */
export function invalid(message: string, fields: Readonly<Record<string, unknown>>): DatasetError {
  return new DatasetError("BATCHES_INVALID", message, fields);
}
