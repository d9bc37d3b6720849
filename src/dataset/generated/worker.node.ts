import { join } from "node:path";
import { workerData } from "node:worker_threads";
import type { RenderedLesion } from "../../phantom/index.ts";
import { answerJobs } from "../job-worker.node.ts";
import { drawPlanned, encodePng } from "./draw.node.ts";
import type { PlannedRadiograph } from "./plan.ts";
import { writeGenerated } from "./write.node.ts";

/** Where radiographs go, and how large they are. */
export interface GenerationTarget {
  readonly folder: string;
  readonly size: number;
}

const { folder, size }: GenerationTarget = workerData;

/** Renders a radiograph and writes it as an 8-bit grey PNG, whole; answers where its lesions lie. */
answerJobs(async (planned: PlannedRadiograph): Promise<readonly RenderedLesion[]> => {
  const picture = drawPlanned(planned, size);
  await writeGenerated(join(folder, planned.record.fileName), await encodePng(picture));
  return picture.lesions;
});
