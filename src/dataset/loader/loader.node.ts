import { type AugmentationSettings, checkAugmentation } from "../augmentation/index.ts";
import type { PixelCache } from "../pixel-cache.node.ts";
import { BatchStream } from "./batch-stream.ts";
import { EpochWalk, invalid, type Place } from "./epochs.ts";
import { startFillers } from "./fillers.node.ts";

export interface LoaderOptions {
  readonly cache: PixelCache;
  /** Rows and columns of the radiographs in a batch. */
  readonly inputSize: number;
  /** One row per row of the cache; NaN where a label is not known. */
  readonly targets: {
    readonly rows: number;
    readonly columns: number;
    readonly data: Float32Array;
  };
  readonly augmentation: AugmentationSettings;
  readonly batchSize: number;
  /** From 0 to 2^32 - 1; decides every variation together with epoch and position. */
  readonly seed: number;
  /** Worker threads; 0 fills batches in the caller's thread when they are asked for. */
  readonly workers: number;
  /** Rows of the cache in the order of an epoch; must answer the same for the same epoch. */
  readonly order: (epoch: number) => Uint32Array;
  /** Batches of an epoch, if fewer than its rows fill. */
  readonly stepsPerEpoch?: number;
}

/** Radiographs to learn from. Its arrays are filled anew once the next batch is asked for. */
export interface Batch extends Place {
  /** [batchSize, 1, inputSize, inputSize], from 0 to 1. */
  readonly grey: Float32Array;
  /** [batchSize, columns]; NaN where a label is not known. */
  readonly targets: Float32Array;
  /** How long the consumer waited for this batch: the loader's stall time. */
  readonly waitedMilliseconds: number;
}

export interface Loader {
  /**
   * Batches from a place on, epoch after epoch without end: leave the loop when there are enough. Begun again
   * where the last loop left, the batches that were prepared ahead are used. One loop at a time.
   *
   * @throws DatasetError, ending the loop: `CACHE_DAMAGED`, `FILE_UNREADABLE`, `WORKER_DIED`, `BATCHES_INVALID`.
   */
  batches(from: Place): AsyncIterableIterator<Batch>;
  close(): Promise<void>;
}

/**
 * Reads radiographs from a cache, varies them and fills batches, ahead of the consumer.
 *
 * The bytes of a batch depend on seed, epoch, step and the cache alone: not on the number of workers, nor on
 * where an iteration began.
 *
 * @throws DatasetError `BATCHES_INVALID`, `AUGMENTATION_INVALID`, `FILE_UNREADABLE`.
 */
export function openLoader(options: LoaderOptions): Loader {
  const { cache, inputSize, targets, augmentation, batchSize, seed, workers, order } = options;
  checkAugmentation(augmentation);
  refuseSizes(options);
  const { file, size, fingerprint } = cache;
  const fillers = startFillers(workers, {
    layout: { file, size, fingerprint },
    plan: { size, inputSize, seed, augmentation },
  });
  const rows = cache.rows.length;
  const walk = new EpochWalk({ batchSize, order, rows, stepsPerEpoch: options.stepsPerEpoch });
  const stream = new BatchStream(walk, fillers, {
    positions: cache.rows,
    targets,
    pixels: batchSize * inputSize * inputSize,
  });
  return {
    batches: (from) => iterate(stream, from),
    close: () => fillers.close(),
  };
}

async function* iterate(stream: BatchStream, from: Place): AsyncGenerator<Batch, void> {
  stream.seek(from);
  for (;;) {
    const began = performance.now();
    const { epoch, step, grey, targets } = await stream.next();
    try {
      yield { epoch, step, grey, targets, waitedMilliseconds: performance.now() - began };
    } finally {
      stream.giveBack(grey);
    }
  }
}

function refuseSizes({ cache, targets, inputSize, batchSize, workers }: LoaderOptions): void {
  const { rows, columns, data } = targets;
  if (rows !== cache.rows.length || data.length !== rows * columns) {
    throw invalid(
      `Targets of ${rows} radiographs for ${cache.rows.length} in the cache: give one row to each.`,
      { rows, radiographs: cache.rows.length },
    );
  }
  for (const [name, value, least] of [
    ["inputSize", inputSize, 1],
    ["batchSize", batchSize, 1],
    ["workers", workers, 0],
  ] as const) {
    if (Number.isInteger(value) && value >= least) continue;
    throw invalid(`${name} ${value}: give a whole number, ${least} or more.`, { [name]: value });
  }
}
