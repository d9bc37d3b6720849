import { augment } from "../augmentation/augment.ts";
import { mixPairs } from "../augmentation/mixup.ts";
import type { AugmentationSettings } from "../augmentation/settings.ts";
import { toGreys } from "../pixel-cache/row.ts";
import { generatorAt } from "./generator.ts";

/** What all batches of a loader have in common. */
export interface BatchPlan {
  /** Rows and columns of the radiographs in the cache. */
  readonly size: number;
  /** Rows and columns of the radiographs in a batch. */
  readonly inputSize: number;
  readonly seed: number;
  readonly augmentation: AugmentationSettings;
}

/** A batch to be filled. */
export interface BatchJob {
  readonly epoch: number;
  readonly step: number;
  /** Positions in the cache file, one per radiograph. */
  readonly positions: Uint32Array;
  /** [positions.length, 1, inputSize, inputSize]; whatever is in it is written over. */
  readonly grey: Float32Array;
  /** [positions.length, any]; mixed in place if radiographs are. */
  readonly targets: Float32Array;
}

/** Positions in an epoch have the lower half of a generator's positions, steps the upper half. */
const STEPS = 2 ** 31;

/**
 * Fills a batch with augmented radiographs. Each has the generator of its place in the epoch, so a radiograph
 * that is drawn twice in an epoch is varied in two ways; the pairs of mixup have that of the step.
 */
export function fillBatch(
  read: (position: number) => Uint8Array,
  { size, inputSize, seed, augmentation }: BatchPlan,
  { epoch, step, positions, grey, targets }: BatchJob,
): void {
  const source = { rows: size, columns: size };
  const target = { rows: inputSize, columns: inputSize };
  const pixels = inputSize * inputSize;
  const original = new Float32Array(size * size);
  for (const [index, position] of positions.entries()) {
    toGreys(read(position), original);
    const random = generatorAt(seed, epoch, step * positions.length + index);
    const output = grey.subarray(index * pixels, (index + 1) * pixels);
    augment(original, source, target, augmentation, random, output);
  }
  if (augmentation.mixup) {
    const random = generatorAt(seed, epoch, STEPS + step);
    mixPairs(grey, targets, positions.length, augmentation.mixup.alpha, random);
  }
}
