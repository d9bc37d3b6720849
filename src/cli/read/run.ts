import { openRadiographWorkers, prepareRadiograph } from "../../radiograph/index.node.ts";
import { loadModel } from "../../reading/index.node.ts";
import { UsageError } from "../errors.ts";
import { showProgress } from "../progress.ts";
import { countFiles, radiographFiles } from "./files.ts";
import { type FilePreparer, readFiles } from "./read-files.ts";
import {
  csvSink,
  heatmapSink,
  jsonSink,
  type ReadingSink,
  reportSink,
  tableSink,
} from "./sinks.ts";

/** The options of `thorascope read`, as commander hands them over. */
export interface ReadOptions {
  readonly json: boolean;
  readonly csv?: string;
  readonly heatmaps?: string;
  readonly heatmapFormat: "png" | "npy";
  readonly allHeatmaps: boolean;
  readonly report?: string;
  readonly model?: string;
  readonly anyway: boolean;
  readonly quiet: boolean;
}

/** Files that native decoders have in hand while the network is busy with others. */
const AHEAD = 3;

/** What files say of themselves is for the model to refuse, which can be told to read them anyway. */
const ANY_PART = { anyPart: true };

/** Reads files into whatever outputs were asked for. */
export async function runRead(paths: readonly string[], options: ReadOptions): Promise<void> {
  refuseContradictions(options);
  const total = await countFiles(paths);
  if (total === 0) throw new UsageError(`${paths.join(", ")}: there is no file in it.`);
  const workers = await openRadiographWorkers(total);
  const model = await loadModel(options.model).catch(async (error: unknown) => {
    await workers?.close();
    throw error;
  });
  const { size } = model.description.input;
  const sinks = await openSinks(options);
  const progress = showProgress({
    quiet: options.quiet || printsToTerminal(options),
    unit: "files",
  });
  const preparer: FilePreparer = workers
    ? { prepare: (file) => workers.prepare(file, size, ANY_PART), ahead: workers.capacity }
    : { prepare: (file) => prepareRadiograph(file, size, ANY_PART), ahead: AHEAD };
  let done = 0;
  let refused = 0;
  let gated = 0;
  try {
    for await (const result of readFiles(radiographFiles(paths), model, preparer, options)) {
      progress.step("reading", done++, total);
      if ("error" in result) {
        refused++;
        if (result.isGated) gated++;
      }
      for (const sink of sinks) {
        await ("error" in result ? sink.refused(result) : sink.read(result));
      }
    }
    progress.step("reading", done, total);
    progress.stop();
    for (const sink of sinks) {
      const said = await sink.finish();
      if (said !== null) process.stderr.write(`${said}\n`);
    }
  } catch (error) {
    for (const sink of sinks) await sink.abandon();
    throw error;
  } finally {
    progress.stop();
    await workers?.close();
    await model.release();
  }
  if (refused > 0) {
    const hint =
      gated === 0 ? "" : ` ${gated} of them the model refuses: --anyway reads and marks them.`;
    process.stderr.write(`${refused} of ${total} files were not read.${hint}\n`);
    process.exitCode = 1;
  }
}

async function openSinks({
  json,
  csv,
  heatmaps,
  heatmapFormat,
  allHeatmaps,
  report,
}: ReadOptions): Promise<ReadingSink[]> {
  const sinks: ReadingSink[] = [];
  if (csv !== undefined) sinks.push(await csvSink(csv));
  else sinks.push(json ? jsonSink() : tableSink());
  if (heatmaps !== undefined) {
    sinks.push(await heatmapSink({ folder: heatmaps, format: heatmapFormat, all: allHeatmaps }));
  }
  if (report !== undefined) sinks.push(await reportSink(report));
  return sinks;
}

/** Where readings appear on the terminal, they are the progress. */
function printsToTerminal({ csv }: ReadOptions): boolean {
  return csv === undefined && process.stdout.isTTY === true;
}

function refuseContradictions({
  json,
  csv,
  heatmaps,
  heatmapFormat,
  allHeatmaps,
}: ReadOptions): void {
  if (json && csv !== undefined) {
    throw new UsageError(
      "--json prints readings and --csv writes them to a file: give one of the two.",
    );
  }
  if (heatmaps === undefined && (heatmapFormat === "npy" || allHeatmaps)) {
    throw new UsageError(
      "--heatmap-format and --all-heatmaps need --heatmaps <folder> to write to.",
    );
  }
}
