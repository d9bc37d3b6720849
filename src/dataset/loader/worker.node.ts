import { workerData } from "node:worker_threads";
import { answerJobs } from "../job-worker.node.ts";
import { RecordFile, type RecordLayout } from "../pixel-cache/record.node.ts";
import { type BatchJob, type BatchPlan, fillBatch } from "./fill-batch.ts";

export interface LoaderWorkerData {
  readonly layout: RecordLayout;
  readonly plan: BatchPlan;
}

const { layout, plan }: LoaderWorkerData = workerData;
const records = new RecordFile(layout);

/** Fills batches; their arrays move there and back without being copied. */
answerJobs(
  (job: BatchJob): BatchJob => {
    fillBatch((position) => records.read(position), plan, job);
    return job;
  },
  ({ grey, targets }) => [grey.buffer as ArrayBuffer, targets.buffer as ArrayBuffer],
);
