import { Random } from "../../random.ts";
import { augment } from "../augmentation/augment.ts";
import { RecordFile } from "../pixel-cache/record.node.ts";
import { toGreys } from "../pixel-cache/row.ts";
import type { PixelCache } from "../pixel-cache.node.ts";
import { invalid } from "./epochs.ts";

/** Radiographs to predict on. */
export interface EvaluationBatch {
  /** [batchSize, 1, inputSize, inputSize], from 0 to 1; the last batch is filled up with zeros. */
  readonly grey: Float32Array;
  /** Radiographs that are no filling, from the first on. */
  readonly count: number;
}

/**
 * Rows of a cache in their order, as they are, in batches of a fixed size. Enlarged as the reading graph
 * enlarges if `inputSize` is not the cache's.
 *
 * @throws DatasetError `CACHE_DAMAGED`, `FILE_UNREADABLE`, `BATCHES_INVALID`.
 */
export async function* evaluationBatches(
  cache: PixelCache,
  rows: ArrayLike<number>,
  inputSize: number,
  batchSize: number,
): AsyncGenerator<EvaluationBatch, void> {
  const { size } = cache;
  const source = { rows: size, columns: size };
  const target = { rows: inputSize, columns: inputSize };
  const pixels = inputSize * inputSize;
  const original = new Float32Array(size * size);
  const unused = Random.fromSeed(0);
  const records = new RecordFile(cache);
  try {
    for (let start = 0; start < rows.length; start += batchSize) {
      const grey = new Float32Array(batchSize * pixels);
      const count = Math.min(batchSize, rows.length - start);
      for (let index = 0; index < count; index++) {
        toGreys(records.read(positionOf(cache, rows[start + index])), original);
        const output = grey.subarray(index * pixels, (index + 1) * pixels);
        augment(original, source, target, {}, unused, output);
      }
      yield { grey, count };
    }
  } finally {
    records.close();
  }
}

function positionOf({ rows }: PixelCache, row: number | undefined): number {
  const position = rows[row ?? -1];
  if (position !== undefined) return position;
  throw invalid(`Row ${row} is beyond the ${rows.length} radiographs of the cache.`, { row });
}
