import { join } from "node:path";
import { workerData } from "node:worker_threads";
import sharp from "sharp";
import { renderChest } from "../../phantom/index.ts";
import { writeWhole } from "../../whole-file.node.ts";
import { answerJobs } from "../job-worker.node.ts";
import type { PlannedRadiograph } from "./plan.ts";

/** Where radiographs go, and how large they are. */
export interface GenerationTarget {
  readonly folder: string;
  readonly size: number;
}

/** Millimetres between rays: a radiograph of 128 pixels needs no finer ones, and takes a quarter of the time. */
const RAY_SPACING = 3.2;

const { folder, size }: GenerationTarget = workerData;

/** Renders a radiograph and writes it as an 8-bit grey PNG, whole. */
answerJobs(async ({ record, chest, lesions }: PlannedRadiograph): Promise<null> => {
  const options = { rows: size, columns: size, lesions, raySpacing: RAY_SPACING };
  const { pixels } = renderChest(chest, options);
  const grey = Uint8Array.from(pixels, (value) => Math.round(255 * value));
  const png = await sharp(grey, { raw: { width: size, height: size, channels: 1 } })
    .toColourspace("b-w")
    .png()
    .toBuffer();
  await writeWhole(join(folder, record.fileName), png);
  return null;
});
