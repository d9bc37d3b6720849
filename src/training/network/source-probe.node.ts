import { availableParallelism } from "node:os";
import { patientFolds } from "../../dataset/index.ts";
import { evaluationBatches } from "../../dataset/loader/index.node.ts";
import type { PixelCache } from "../../dataset/pixel-cache.node.ts";
import { bootstrapAuroc } from "../../evaluation/index.ts";
import { float32 } from "../../graph/tensor.ts";
import type { TrainedModelDescription } from "../../model/index.ts";
import { type FeatureNetwork, featureCount, type Weights } from "../../networks/index.ts";
import { Random } from "../../random.ts";
import { createSession } from "../../runtime/index.node.ts";
import { featureGraph } from "../feature-graph.ts";
import { applyHead, fitLinearHead } from "../linear-head.ts";
import { columnOf, type Matrix, rowOf, selectRows, zeros } from "../matrix.ts";
import type { SourcedRecord } from "../sources.node.ts";
import { measureFeatures, standardize } from "../standardize.ts";

/** Radiographs of each source that are looked at: more make the figure no clearer. */
const MOST = 1000;
const FOLDS = 3;
const BATCH = 16;
const REPLICATES = 500;
const SETTINGS = {
  folds: FOLDS,
  batchSize: 64,
  learningRate: 0.002,
  l2: 0.001,
  maximumEpochs: 30,
  patience: 30,
};

export interface ProbeOptions {
  readonly network: FeatureNetwork;
  /** Of an ensemble the first one is probed. */
  readonly members: readonly Weights[];
  readonly seed: number;
  readonly threads?: number | undefined;
}

/**
 * Tries to tell from the pooled features, which the findings are read from, which data set a radiograph is of: a
 * linear layer per source, fitted to two thirds of the patients and judged on the others. A network that knows the
 * source can pass off its prevalence as a diagnosis (Zech et al., PLOS Medicine 15(11), 2018). Undefined where there
 * is only one source.
 */
export async function probeSources(
  cache: PixelCache,
  records: readonly SourcedRecord[],
  { network, members, seed, threads }: ProbeOptions,
): Promise<TrainedModelDescription["evaluation"]["sourceProbe"]> {
  const sources = [...new Set(records.map(({ source }) => source))];
  if (sources.length < 2) return undefined;
  const rows = chooseRows(records, sources, seed);
  const features = await featuresOf(cache, rows, { network, members, seed, threads });
  const chosen = rows.map((row) => records[row] as SourcedRecord);
  const targets = zeros(rows.length, sources.length);
  for (const [row, { source }] of chosen.entries())
    rowOf(targets, row)[sources.indexOf(source)] = 1;
  const logits = zeros(rows.length, sources.length);
  const foldOf = patientFolds(chosen, FOLDS, seed);
  for (let fold = 0; fold < FOLDS; fold++) {
    const where = (isIn: boolean) =>
      [...foldOf.keys()].filter((row) => (foldOf[row] === fold) === isIn);
    const [teaching, judged] = [where(false), where(true)];
    const scale = measureFeatures(selectRows(features, teaching));
    const { head } = fitLinearHead(
      {
        features: standardize(selectRows(features, teaching), scale),
        targets: selectRows(targets, teaching),
      },
      { settings: SETTINGS, seed: seed + fold, epochs: SETTINGS.maximumEpochs },
    );
    const scores = applyHead(head, standardize(selectRows(features, judged), scale));
    for (const [index, row] of judged.entries()) rowOf(logits, row).set(rowOf(scores, index));
  }
  const { mean } = bootstrapAuroc(
    sources.map((_, column) => ({
      scores: columnOf(logits, column),
      labels: columnOf(targets, column),
    })),
    chosen.map(({ patientId }) => patientId),
    { replicates: REPLICATES, seed },
  );
  const auroc = mean === null ? null : { value: mean.value, interval: mean.interval };
  return { auroc, radiographs: rows.length };
}

/** As many of each source, drawn by the seed. */
function chooseRows(
  records: readonly SourcedRecord[],
  sources: readonly string[],
  seed: number,
): number[] {
  const random = Random.fromSeed(seed);
  return sources
    .flatMap((source) =>
      random
        .shuffle([...records.keys()].filter((row) => records[row]?.source === source))
        .slice(0, MOST),
    )
    .sort((a, b) => a - b);
}

async function featuresOf(
  cache: PixelCache,
  rows: readonly number[],
  { network, members, threads }: ProbeOptions,
): Promise<Matrix> {
  const { inputSize } = network;
  const session = await createSession(featureGraph(network, members[0] ?? new Map()), {
    threads: threads ?? availableParallelism(),
  });
  const features = zeros(rows.length, featureCount(network));
  let row = 0;
  try {
    for await (const { grey, count } of evaluationBatches(cache, rows, inputSize, BATCH)) {
      const input = float32([BATCH, 1, inputSize, inputSize], grey);
      const { features: found } = await session.run({ grey: input }, ["features"]);
      for (let image = 0; image < count; image++, row++)
        rowOf(features, row).set(
          found?.data.subarray(image * features.columns, (image + 1) * features.columns) ?? [],
        );
    }
  } finally {
    await session.release();
  }
  return features;
}
