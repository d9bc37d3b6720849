import { type FileHandle, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { float32 } from "../graph/tensor.ts";
import { networkInput, RefusedRadiographError, readRadiograph } from "../radiograph/index.node.ts";
import type { Session } from "../runtime/session.ts";
import { refuseLostFile } from "./lost-file.ts";
import { type Matrix, zeros } from "./matrix.ts";
import { runUnwritable } from "./run-directory.node.ts";

/** Radiographs per run of the network; also what is lost at most when a run is cut off. */
const BATCH = 8;

/** Of a run's folder. */
const FEATURES = "features.f32";

/** A radiograph that could not be read and is left out of training. */
export interface LeftOut {
  readonly path: string;
  readonly code: string;
}

export interface FeatureExtraction {
  /** In the order of the paths; rows of radiographs that were left out are NaN. */
  readonly features: Matrix;
  readonly leftOut: readonly LeftOut[];
}

export interface ExtractionOptions {
  readonly session: Session;
  readonly inputSize: number;
  readonly featureCount: number;
  /** The run's folder, where `features.f32` grows. */
  readonly folder: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Runs the frozen network over radiographs and keeps the features in `features.f32`, row after row.
 *
 * Rows that are there from an earlier start are not computed again; a row that was cut off is. The file
 * belongs to the run's recipe and inputs, which `openRunDirectory` has compared.
 *
 * @throws DatasetError `FILE_UNREADABLE`; TrainingError `RUN_UNWRITABLE`.
 */
export async function extractFeatures(
  paths: readonly string[],
  options: ExtractionOptions,
): Promise<FeatureExtraction> {
  const { featureCount, folder, onProgress } = options;
  const path = join(folder, FEATURES);
  const rowBytes = featureCount * Float32Array.BYTES_PER_ELEMENT;
  const present = Math.floor((await sizeOf(path)) / rowBytes / BATCH) * BATCH;
  const file = await open(path, present > 0 ? "r+" : "w+");
  try {
    await file.truncate(present * rowBytes);
    let next = loadBatch(paths, present, options.inputSize);
    for (let start = present; start < paths.length; start += BATCH) {
      onProgress?.(start, paths.length);
      const grey = await next;
      next = loadBatch(paths, start + BATCH, options.inputSize);
      // Its failure is met where it is awaited, not as an unhandled rejection while the network runs.
      next.catch(() => {});
      const rows = await computeRows(grey, options);
      await writeAt(file, new Uint8Array(rows.buffer), start * rowBytes).catch((cause) => {
        throw runUnwritable(folder, FEATURES, cause);
      });
    }
    onProgress?.(paths.length, paths.length);
    await file.sync();
    const features = zeros(paths.length, featureCount);
    const bytes = new Uint8Array(features.data.buffer);
    await file.read(bytes, 0, bytes.length, 0);
    return { features, leftOut: await reasons(paths, features) };
  } finally {
    await file.close();
  }
}

/** Writes all of the bytes: one write may take a part of them. */
async function writeAt(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/** Network inputs of one batch; null for a radiograph that was refused. */
async function loadBatch(
  paths: readonly string[],
  start: number,
  size: number,
): Promise<(Float32Array | null)[]> {
  return Promise.all(
    paths.slice(start, start + BATCH).map(async (path) => {
      try {
        return networkInput(await readRadiograph(path), size);
      } catch (error) {
        if (!(error instanceof RefusedRadiographError)) throw error;
        refuseLostFile(path, error.code);
        return null;
      }
    }),
  );
}

async function computeRows(
  grey: readonly (Float32Array | null)[],
  { session, inputSize, featureCount }: ExtractionOptions,
): Promise<Float32Array> {
  const pixels = inputSize * inputSize;
  const batch = new Float32Array(grey.length * pixels);
  for (const [index, image] of grey.entries()) if (image) batch.set(image, index * pixels);
  const outputs = await session.run({
    grey: float32([grey.length, 1, inputSize, inputSize], batch),
  });
  const rows = Float32Array.from(outputs.features?.data ?? []);
  for (const [index, image] of grey.entries()) {
    if (!image) rows.fill(Number.NaN, index * featureCount, (index + 1) * featureCount);
  }
  return rows;
}

/** Reads the left-out radiographs once more to say why, since the cache holds numbers only. */
async function reasons(paths: readonly string[], { data, columns }: Matrix): Promise<LeftOut[]> {
  const leftOut: LeftOut[] = [];
  for (const [index, path] of paths.entries()) {
    if (!Number.isNaN(data[index * columns])) continue;
    const error: unknown = await readRadiograph(path).then(
      () => null,
      (reason: unknown) => reason,
    );
    leftOut.push({
      path,
      code: error instanceof RefusedRadiographError ? error.code : "CHANGED_WHILE_TRAINING",
    });
  }
  return leftOut;
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
