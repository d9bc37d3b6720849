import { mkdir, open, readFile, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { writeWhole } from "../whole-file.node.ts";
import { workerSource } from "../worker-source.node.ts";
import { JobWorker } from "./job-worker.node.ts";
import { fingerprintOf } from "./pixel-cache/fingerprint.node.ts";
import {
  RecordFile,
  type RecordLayout,
  recordBytes,
  UNREADABLE,
  unwritable,
} from "./pixel-cache/record.node.ts";
import type { PreparationJob } from "./pixel-cache/worker.node.ts";

/** Radiographs of a list as a network takes them, in one file, to be read by position. */
export interface PixelCache extends RecordLayout {
  /** Positions in the list of the radiographs that could be read. Row r of the cache is `rows[r]` of the list. */
  readonly rows: Uint32Array;
  /** The radiographs that could not be read, and why. */
  readonly leftOut: readonly LeftOutRadiograph[];
}

export interface LeftOutRadiograph {
  readonly path: string;
  /** As in docs/errors.md. */
  readonly code: string;
}

export interface PixelCacheOptions {
  /** Rows and columns of the network's input; 32 or more. */
  readonly size: number;
  /** Where caches are kept; several lists and sizes may share it. */
  readonly folder: string;
  /** Worker threads that decode; as many as there are processors, but 4 at most, if left out. */
  readonly workers?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

const MOST_WORKERS = 4;
const WORKER = workerSource("./pixel-cache/worker.node.ts", import.meta.url);

/** Jobs that a worker is given at a time, so that it need not wait for us. */
const JOBS_AHEAD = 4;

/** Records to check between two moments at which others may use the thread. */
const CHECKED_AT_ONCE = 64;

/**
 * Decodes and resizes radiographs once, exactly as reading does (`networkInput`), into one file of 8-bit
 * greys: 224 x 224 x 112,120 are 5.6 GB, and never more than a few radiographs are in memory.
 *
 * 8 bits, because ChestX-ray14 has no more, and half a grey of 255 is less than the noise of any radiograph.
 *
 * The file's name ends in the fingerprint of the list (names, bytes, times of change, size), so that a cache of
 * other or changed files is never taken for this one. Started again after it was cut off, anywhere, it checks
 * what is there and prepares what is not. A radiograph that is refused is left out, with its code; one whose file can't
 * be read (`FILE_UNREADABLE`) until it can.
 *
 * @throws DatasetError `CACHE_UNWRITABLE`, `FILE_UNREADABLE`, `WORKER_DIED`.
 */
export async function preparePixelCache(
  paths: readonly string[],
  options: PixelCacheOptions,
): Promise<PixelCache> {
  const { size, folder } = options;
  const fingerprint = await fingerprintOf(paths, size);
  const file = join(folder, `pixels-${size}-${fingerprint.slice(0, 16)}.u8`);
  const layout: RecordLayout = { file, size, fingerprint };
  const known = await codesOfComplete(layout, paths.length);
  const codes = known ?? (await prepareRecords(paths, layout, options));
  const rows = [...paths.keys()].filter((position) => !codes.has(position));
  const leftOut = [...codes].map(([position, code]) => ({ path: paths[position] ?? "", code }));
  return { ...layout, rows: Uint32Array.from(rows), leftOut };
}

/** Codes of left-out radiographs by their position, in ascending order. */
type Codes = ReadonlyMap<number, string>;

/** Written beside the file when all of it is on disk. */
interface Completion {
  readonly fingerprint: string;
  readonly size: number;
  readonly count: number;
  readonly leftOut: readonly (readonly [position: number, code: string])[];
}

/** What the file beside a complete cache says; null if there is none, or not of this list. */
async function codesOfComplete(layout: RecordLayout, count: number): Promise<Codes | null> {
  try {
    const completion: Completion = JSON.parse(await readFile(completionPath(layout), "utf8"));
    const { size: bytes } = await stat(layout.file);
    const isWhole = bytes === count * recordBytes(layout) && completion.count === count;
    return isWhole && completion.fingerprint === layout.fingerprint
      ? new Map(completion.leftOut)
      : null;
  } catch {
    return null;
  }
}

/** Prepares the records that are not there yet. */
async function prepareRecords(
  paths: readonly string[],
  layout: RecordLayout,
  options: PixelCacheOptions,
): Promise<Codes> {
  await createFile(layout, options.folder);
  const codes = new Map<number, string>();
  const missing = await checkRecords(layout, paths.length, codes);
  await decode(paths, missing, layout, options, codes);
  const inOrder = [...codes].sort(([one], [other]) => one - other);
  // Where a file could not be read, the next start tries again.
  if (!inOrder.some(([, code]) => code === UNREADABLE))
    await complete(layout, paths.length, inOrder);
  return new Map(inOrder);
}

async function createFile({ file }: RecordLayout, folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await (await open(file, "a")).close();
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Positions whose record is not there whole. Codes of radiographs that were left out earlier go into `codes`. */
async function checkRecords(
  layout: RecordLayout,
  count: number,
  codes: Map<number, string>,
): Promise<number[]> {
  const missing: number[] = [];
  const records = new RecordFile(layout);
  try {
    for (let position = 0; position < count; position++) {
      const content = records.readIfIntact(position);
      if (content === null) missing.push(position);
      else if (typeof content === "string") codes.set(position, content);
      if (position % CHECKED_AT_ONCE === 0) await new Promise(setImmediate);
    }
  } finally {
    records.close();
  }
  return missing;
}

/** Decodes the radiographs at some positions in worker threads, which write them to the file. */
async function decode(
  paths: readonly string[],
  positions: readonly number[],
  layout: RecordLayout,
  { workers, onProgress }: PixelCacheOptions,
  codes: Map<number, string>,
): Promise<void> {
  const most = workers ?? Math.min(MOST_WORKERS, availableParallelism());
  const threads = Math.min(Math.max(most, 1), positions.length);
  let next = 0;
  let done = paths.length - positions.length;
  onProgress?.(done, paths.length);
  const keepBusy = async (worker: JobWorker<PreparationJob, string | null>) => {
    while (next < positions.length) {
      const position = positions[next++] ?? 0;
      const code = await worker.run({ position, path: paths[position] ?? "" });
      if (code !== null) codes.set(position, code);
      onProgress?.(++done, paths.length);
    }
  };
  const pool = Array.from(
    { length: threads },
    () => new JobWorker<PreparationJob, string | null>(WORKER, layout),
  );
  try {
    const jobs = pool.flatMap((worker) =>
      Array.from({ length: JOBS_AHEAD }, () => keepBusy(worker)),
    );
    await Promise.all(jobs);
  } finally {
    next = positions.length;
    await Promise.all(pool.map((worker) => worker.close()));
  }
}

/** Says that the file is complete, once the disk has all of it. */
async function complete(
  layout: RecordLayout,
  count: number,
  leftOut: Completion["leftOut"],
): Promise<void> {
  const { file, fingerprint, size } = layout;
  try {
    const handle = await open(file, "r+");
    await handle.sync().finally(() => handle.close());
    const completion: Completion = { fingerprint, size, count, leftOut };
    await writeWhole(completionPath(layout), `${JSON.stringify(completion)}\n`);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function completionPath({ file }: RecordLayout): string {
  return file.replace(/u8$/, "json");
}
