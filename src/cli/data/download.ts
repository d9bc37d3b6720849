import { count, downloadDataset, OPEN_DATASETS } from "../../dataset/index.ts";
import { UsageError } from "../errors.ts";
import { showProgress } from "../progress.ts";

interface DownloadOptions {
  readonly out: string;
  readonly offline: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Fetches an open data set from its provider. */
export async function runDownload(name: string, options: DownloadOptions): Promise<void> {
  const { out, offline, json, quiet } = options;
  const dataset = OPEN_DATASETS.find((candidate) => candidate.name === name);
  if (dataset === undefined) {
    throw new UsageError(
      `"${name}" is no data set that can be fetched without an account; there is ${OPEN_DATASETS.map((one) => one.name).join(", ")}. docs/datasets.md says where the others are.`,
    );
  }
  const progress = showProgress({ quiet, unit: "MB" });
  if (!offline)
    progress.note(
      `${dataset.title}: ${dataset.archives.length} archives, about ${dataset.gigabytes} GB of free disk needed. Its terms: ${dataset.page}`,
    );
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  try {
    const downloaded = await downloadDataset(dataset, out, {
      offline,
      onNote: progress.note,
      onProgress: (fileName, done, total) =>
        progress.step(fileName, megabytes(done), megabytes(total ?? done)),
    });
    progress.stop();
    const { fetched, present, files } = downloaded;
    const byHand = dataset.byHand === null ? "" : `Fetch by hand: ${dataset.byHand}.\n`;
    process.stdout.write(
      json
        ? `${JSON.stringify({ ...downloaded, byHand: dataset.byHand, page: dataset.page })}\n`
        : `${count(files)} files are in ${out}: ${fetched.length} archives fetched, ${present.length} there before.\n${byHand}`,
    );
  } finally {
    progress.stop();
  }
}
