import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { writeWhole } from "../../whole-file.node.ts";
import { workerSource } from "../../worker-source.node.ts";
import { JobWorker } from "../job-worker.node.ts";
import { GENERATED_FILES, labelTable, listOf } from "./label-table.ts";
import { type GeneratedSettings, type PlannedRadiograph, planRadiographs } from "./plan.ts";
import type { GenerationTarget } from "./worker.node.ts";

export interface GenerationOptions {
  /** Threads that render; one per processor if left out. Never changes a bit. */
  readonly workers?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Generates synthetic radiographs into a folder that looks like ChestX-ray14's: PNG files, its label table, a
 * list of file names for each side. What is there already is kept, so it may be cut off and called again; the
 * folder must be of these settings.
 */
export async function generateRadiographs(
  settings: GeneratedSettings,
  folder: string,
  { workers = availableParallelism(), onProgress }: GenerationOptions = {},
): Promise<void> {
  const planned = planRadiographs(settings);
  await mkdir(folder, { recursive: true });
  const missing = planned.filter(({ record }) => !existsSync(join(folder, record.fileName)));
  const target: GenerationTarget = { folder, size: settings.size };
  const pool = Array.from(
    { length: Math.min(Math.max(workers, 1), missing.length) },
    () =>
      new JobWorker<PlannedRadiograph, null>(
        workerSource("./worker.node.ts", import.meta.url),
        target,
      ),
  );
  let done = planned.length - missing.length;
  onProgress?.(done, planned.length);
  const queue = missing.values();
  const keepBusy = async (worker: JobWorker<PlannedRadiograph, null>) => {
    for (const radiograph of queue) {
      await worker.run(radiograph);
      onProgress?.(++done, planned.length);
    }
  };
  try {
    await Promise.all(pool.map(keepBusy));
  } finally {
    await Promise.all(pool.map((worker) => worker.close()));
  }
  await writeWhole(join(folder, GENERATED_FILES.trainList), listOf(planned, false));
  await writeWhole(join(folder, GENERATED_FILES.heldOutList), listOf(planned, true));
  await writeWhole(join(folder, GENERATED_FILES.table), labelTable(planned));
}
