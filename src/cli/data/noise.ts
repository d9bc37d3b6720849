import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { correctionsTable, indexImages } from "../../dataset/index.ts";
import { displayName } from "../../findings/index.ts";
import { writeLabelReview } from "../../report/index.node.ts";
import {
  downWeighted,
  findNoisyLabels,
  type NoisyFinding,
  parsePredictionTable,
  wrongIn,
} from "../../training/index.node.ts";
import { writeWhole } from "../../whole-file.node.ts";
import { alignedTable } from "../aligned-table.ts";
import { UsageError } from "../errors.ts";
import { showProgress } from "../progress.ts";

interface NoiseOptions {
  readonly images?: string;
  readonly out: string;
  readonly top: number;
  readonly weigh: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

const TABLE = "out-of-fold.csv";

/** Ranks the labels that out-of-fold predictions doubt, and writes a page to review them on. */
export async function runNoise(run: string, options: NoiseOptions): Promise<void> {
  const { images, out, top, weigh, json, quiet } = options;
  const predictions = parsePredictionTable(await readTable(run));
  const noisy = findNoisyLabels(predictions);
  const index = images === undefined ? null : await indexImages([images]);
  const progress = showProgress({ quiet: quiet || json, unit: "" });
  const { fileNames, patientIds } = predictions;
  try {
    const page = await writeLabelReview(
      out,
      basename(resolve(run)),
      noisy.flatMap(({ finding, noise }) =>
        noise === null
          ? []
          : [
              {
                finding,
                noise,
                labels: noise.ranked
                  .slice(0, top)
                  .map((label) => ({ ...label, fileName: fileNames[label.index] ?? "" })),
              },
            ],
      ),
      {
        pathOf: (fileName) => index?.find(fileName)[0] ?? null,
        onProgress: (done, total) => progress.step("pictures", done, total),
      },
    );
    progress.stop();
    const corrections = join(out, "down-weighted.csv");
    await writeWhole(corrections, correctionsTable(downWeighted(noisy, fileNames, weigh / 100)));
    const findings = noisy.map((one) => summaryOf(one, top, fileNames, patientIds));
    process.stdout.write(
      json
        ? `${JSON.stringify({ page, corrections, findings })}\n`
        : `${noiseTable(noisy)}\nThe page to review them on is ${page}.\nWeights for a recipe's data.corrections are in ${corrections}.\n`,
    );
  } finally {
    progress.stop();
  }
}

async function readTable(run: string): Promise<string> {
  const isFolder = await stat(run).then(
    (status) => status.isDirectory(),
    () => false,
  );
  const path = isFolder ? join(run, TABLE) : run;
  return readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(
      `${path}: it can't be read (${cause.code}). Give the folder of a finished run of thorascope train, or its ${TABLE}.`,
    );
  });
}

function summaryOf(
  { finding, noise }: NoisyFinding,
  top: number,
  fileNames: readonly string[],
  patientIds: readonly string[],
) {
  if (noise === null) return { finding, noise };
  const { ranked, ...counts } = noise;
  const suspects = ranked.slice(0, top).map(({ index, given, probability, wrong }) => ({
    file: fileNames[index],
    patient: patientIds[index],
    label: given === 1 ? "present" : "absent",
    probability,
    wrong,
  }));
  return { finding, noise: { ...counts, estimatedWrong: wrongIn(noise), suspects } };
}

function noiseTable(noisy: readonly NoisyFinding[]): string {
  const header = ["finding", "present", "wrong, at most", "absent", "wrong, at most"];
  const rows = noisy.map(({ finding, noise }) =>
    noise === null
      ? [displayName(finding), "too few labels", "", "", ""]
      : [
          displayName(finding),
          String(noise.present),
          percent(noise.wrongAmongPresent),
          String(noise.absent),
          percent(noise.wrongAmongAbsent),
        ],
  );
  return `${alignedTable([header, ...rows])}\n`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
