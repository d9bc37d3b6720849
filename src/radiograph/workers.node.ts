import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { workerPool } from "../worker-pool.node.ts";
import { workerSource } from "../worker-source.node.ts";
import { RefusedRadiographError } from "./errors.ts";
import type { PreparedRadiograph } from "./prepare.node.ts";
import type { RadiographOptions } from "./radiograph.ts";
import type { Answer, Request } from "./worker.node.ts";

/** Threads beyond this decode faster than one thread can predict. */
const MOST_WORKERS = 4;

/** Of two processors, both have enough to do with predictions and the native decoders of PNG and JPEG (measured). */
const PROCESSORS_PER_WORKER = 2;
const FEWEST_PROCESSORS = 4;

/** One to decode and one that waits, so that no worker idles while the main thread computes. */
const FILES_PER_WORKER = 2;

/** The code of a worker. */
const WORKER = workerSource("./worker.node.ts", import.meta.url);

/** Threads that read radiographs. */
export interface RadiographWorkers {
  /** How many files keep all threads busy. */
  readonly capacity: number;
  /** Does what `prepareRadiograph` does, to the same values and errors, in another thread. */
  prepare(file: string, size: number, options?: RadiographOptions): Promise<PreparedRadiograph>;
  close(): Promise<void>;
}

/** Starting a thread takes as much time as reading so many files. */
const FILES_WORTH_A_WORKER = 8;

/**
 * Starts as many threads as `files` files are worth on a machine of `processors`; they must be closed. Null if
 * the main thread alone is no slower.
 */
export async function openRadiographWorkers(
  files: number,
  processors: number = availableParallelism(),
): Promise<RadiographWorkers | null> {
  if (processors < FEWEST_PROCESSORS) return null;
  const workers = Math.min(
    MOST_WORKERS,
    Math.floor(processors / PROCESSORS_PER_WORKER),
    Math.floor(files / FILES_WORTH_A_WORKER),
  );
  if (workers === 0) return null;
  // glibc wants it loaded by the main thread first: https://sharp.pixelplumbing.com/install#worker-threads
  await import("sharp");
  const pool = workerPool<Request, Answer>(WORKER, {
    workers,
    requestsPerWorker: FILES_PER_WORKER,
  });
  pool.start();
  return {
    capacity: workers * FILES_PER_WORKER,
    async prepare(file, size, options = {}) {
      const answer = await pool.run({
        request: { file, size, options },
        refuse: (reason) => new Error(`${basename(file)}: reading it failed (${reason})`),
      });
      if ("prepared" in answer) return answer.prepared;
      if ("failure" in answer) throw answer.failure;
      const { code, message, fields, cause } = answer.refusal;
      throw new RefusedRadiographError(code, message, fields, { cause });
    },
    close: () => pool.close(),
  };
}
