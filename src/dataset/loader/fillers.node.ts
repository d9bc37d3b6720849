import { workerSource } from "../../worker-source.node.ts";
import { JobWorker } from "../job-worker.node.ts";
import { RecordFile } from "../pixel-cache/record.node.ts";
import { type BatchJob, fillBatch } from "./fill-batch.ts";
import type { LoaderWorkerData } from "./worker.node.ts";

/** Those who fill batches: worker threads, or the caller's own thread if there are none. */
export interface Fillers {
  /** Batches worth asking for before they are needed. */
  readonly ahead: number;
  fill(job: BatchJob): Promise<BatchJob>;
  close(): Promise<void>;
}

/** Batches that each worker has to do: one in the making and one waiting. */
const BATCHES_AHEAD = 2;

const WORKER = workerSource("./worker.node.ts", import.meta.url);

/** @throws DatasetError `FILE_UNREADABLE` if the cache is not there. */
export function startFillers(count: number, data: LoaderWorkerData): Fillers {
  return count === 0 ? ownThread(data) : workerThreads(count, data);
}

function ownThread({ layout, plan }: LoaderWorkerData): Fillers {
  const records = new RecordFile(layout);
  return {
    ahead: 0,
    fill: async (job) => {
      fillBatch((position) => records.read(position), plan, job);
      return job;
    },
    close: async () => records.close(),
  };
}

function workerThreads(count: number, data: LoaderWorkerData): Fillers {
  new RecordFile(data.layout).close(); // a cache that is gone is told at once
  const workers = Array.from(
    { length: count },
    () => new JobWorker<BatchJob, BatchJob>(WORKER, data),
  );
  return {
    ahead: count * BATCHES_AHEAD,
    fill: (job) => {
      const idlest = workers.reduce((best, worker) => (worker.load < best.load ? worker : best));
      return idlest.run(job, [job.grey.buffer as ArrayBuffer, job.targets.buffer as ArrayBuffer]);
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}
