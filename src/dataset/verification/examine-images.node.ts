import { availableParallelism } from "node:os";
import { workerPool } from "../../worker-pool.node.ts";
import { workerSource } from "../../worker-source.node.ts";
import { DatasetError } from "../errors.ts";
import type { ExaminationCache } from "./examination-cache.node.ts";
import type { Examination } from "./examine.node.ts";
import type { Answer, Request } from "./worker.node.ts";

export interface ExaminationOptions {
  /** Threads that decode; as many as there are processors, but 4 at most, if left out. */
  readonly workers?: number | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** What was seen before; null if everything is to be looked at. */
  readonly cache?: ExaminationCache | null;
}

const MOST_WORKERS = 4;

/** So that a thread need not wait for us. */
const REQUESTS_PER_WORKER = 4;

const WORKER = workerSource("./worker.node.ts", import.meta.url);

/**
 * Examines image files in worker threads, in bounded memory: of each only its examination stays.
 *
 * @returns one examination per path, in their order.
 * @throws DatasetError `WORKER_DIED`.
 */
export async function examineImages(
  paths: readonly string[],
  {
    workers = Math.min(MOST_WORKERS, availableParallelism()),
    onProgress,
    cache = null,
  }: ExaminationOptions = {},
): Promise<Examination[]> {
  if (paths.length === 0) return [];
  // glibc wants it loaded by the main thread first: https://sharp.pixelplumbing.com/install#worker-threads
  await import("sharp");
  const pool = workerPool<Request, Answer>(WORKER, {
    workers,
    requestsPerWorker: REQUESTS_PER_WORKER,
  });
  const examinations = new Array<Examination>(paths.length);
  const positions = paths.entries();
  let done = 0;
  const examine = async (path: string): Promise<Examination> => {
    const answer = await pool.run({
      request: { path },
      refuse: (reason) =>
        new DatasetError("WORKER_DIED", `${path}: examining it failed (${reason}).`, { path }),
    });
    if ("failure" in answer) throw answer.failure;
    return answer.examination;
  };
  const keepBusy = async () => {
    for (const [position, path] of positions) {
      const look = () => examine(path);
      examinations[position] = await (cache === null ? look() : cache.lookUp(path, look));
      onProgress?.(++done, paths.length);
    }
  };
  try {
    const lanes = Array.from({ length: workers * REQUESTS_PER_WORKER }, keepBusy);
    await Promise.all(lanes);
    return examinations;
  } finally {
    await pool.close();
  }
}
