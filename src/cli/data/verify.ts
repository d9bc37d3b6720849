import { basename } from "node:path";
import { loadFileList, verifyDataset } from "../../dataset/index.ts";
import { showProgress } from "../progress.ts";
import { problemLines } from "./problem-lines.ts";
import { findSource, type SourceOptions } from "./source.ts";

interface VerifyOptions extends SourceOptions {
  readonly split?: readonly string[];
  readonly against?: readonly string[];
  readonly pixels: boolean;
  readonly workers?: number;
  readonly cache?: string;
  readonly quiet: boolean;
}

/** Errors spoil results, warnings may; notes are only to be known. */
const EXIT_CODES = { error: 1, warning: 3, note: 0 } as const;

/** Checks a data set and prints what is wrong. The exit code tells the worst: 1 an error, 3 a warning, 0 neither. */
export async function runVerify(options: VerifyOptions): Promise<void> {
  const { split = [], against, pixels, workers, cache, uncertain } = options;
  const { adapter, location } = await findSource(options);
  const sides = await Promise.all(split.map(loadFileList));
  const progress = showProgress({ quiet: options.quiet, unit: "" });
  try {
    const report = await verifyDataset(adapter, location, {
      splits:
        sides.length === 0 ? [] : [{ name: split.map((path) => basename(path)).join(", "), sides }],
      pixels,
      workers,
      cacheFile: cache,
      onProgress: progress.step,
      ...(against === undefined ? {} : { against }),
      ...(uncertain === undefined ? {} : { uncertain }),
    });
    progress.stop();
    process.stdout.write(
      options.json ? `${JSON.stringify(report)}\n` : problemLines(report, adapter.title),
    );
    if (report.worst !== null) process.exitCode = EXIT_CODES[report.worst];
  } finally {
    progress.stop();
  }
}
