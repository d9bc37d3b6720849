import { datasetStatistics } from "../../dataset/index.ts";
import { writeStatisticsPage } from "../../report/index.node.ts";
import { loadSource, type SourceOptions } from "./source.ts";
import { statisticsTable } from "./statistics-table.ts";

/** Counts a data set, prints it, and writes a page of it if asked to. */
export async function runStats(
  options: SourceOptions & { readonly report?: string },
): Promise<void> {
  const { adapter, contents } = await loadSource(options);
  const statistics = datasetStatistics(contents);
  process.stdout.write(
    options.json ? `${JSON.stringify(statistics)}\n` : statisticsTable(statistics, adapter.title),
  );
  if (options.report === undefined) return;
  const page = await writeStatisticsPage(options.report, statistics, adapter);
  if (!options.json) process.stdout.write(`\nThe page is ${page}.\n`);
}
