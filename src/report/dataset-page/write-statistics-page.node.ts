import { join } from "node:path";
import type { DatasetAdapter, DatasetStatistics } from "../../dataset/index.ts";
import { writeWhole } from "../../whole-file.node.ts";
import { statisticsPage } from "./page.ts";

/**
 * Writes `index.html` and one SVG file per picture into a folder, and returns the page's path. The library
 * that draws is loaded by the first call, so that a start does not wait for it.
 */
export async function writeStatisticsPage(
  folder: string,
  statistics: DatasetStatistics,
  adapter: Pick<DatasetAdapter, "title" | "citation" | "download">,
): Promise<string> {
  const { statisticsPictures } = await import("./pictures.ts");
  const pictures = statisticsPictures(statistics);
  for (const { name, svg } of pictures) await writeWhole(join(folder, `${name}.svg`), `${svg}\n`);
  const page = join(folder, "index.html");
  await writeWhole(page, statisticsPage(statistics, adapter, pictures));
  return page;
}
