import { workerData } from "node:worker_threads";
import {
  networkInput,
  RefusedRadiographError,
  readRadiograph,
} from "../../radiograph/index.node.ts";
import { answerJobs } from "../job-worker.node.ts";
import { type RecordContent, RecordFile, type RecordLayout, UNREADABLE } from "./record.node.ts";
import { toBytes } from "./row.ts";

/** A radiograph to prepare. */
export interface PreparationJob {
  readonly position: number;
  readonly path: string;
}

const layout: RecordLayout = workerData;
const records = new RecordFile(layout, "r+");

/** Writes each radiograph to its place in the file; answers with the code of one that was refused, or null. */
answerJobs(async ({ position, path }: PreparationJob): Promise<string | null> => {
  const content = await prepare(path);
  // That a file can't be read may pass, and is not to be remembered.
  if (content !== UNREADABLE) records.write(position, content);
  return typeof content === "string" ? content : null;
});

async function prepare(path: string): Promise<RecordContent> {
  try {
    const grey = networkInput(await readRadiograph(path), layout.size);
    const bytes = new Uint8Array(grey.length);
    toBytes(grey, bytes);
    return bytes;
  } catch (error) {
    if (error instanceof RefusedRadiographError) return error.code;
    throw error;
  }
}
