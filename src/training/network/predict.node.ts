import { availableParallelism } from "node:os";
import { evaluationBatches } from "../../dataset/loader/index.node.ts";
import type { PixelCache } from "../../dataset/pixel-cache.node.ts";
import { FINDINGS } from "../../findings/index.ts";
import { float32 } from "../../graph/tensor.ts";
import { writeOnnx } from "../../graph/write.ts";
import { readingGraph } from "../../model/index.ts";
import type { FeatureNetwork, LinearLayer, Weights } from "../../networks/index.ts";
import { createSession } from "../../runtime/index.node.ts";
import { TrainingError } from "../errors.ts";
import { type Matrix, rowOf, zeros } from "../matrix.ts";
import { HEAD } from "./predicting-graph.ts";

/** Radiographs per run of the network. */
const BATCH = 16;

export interface PredictionOptions {
  /** As the model reads. */
  readonly network: FeatureNetwork;
  readonly weights: Weights;
  readonly threads?: number | undefined;
}

/** The graph that reads with a trained network: its last layer parted into the findings and "any finding". */
export function trainedReadingGraph(network: FeatureNetwork, weights: Weights) {
  const [findings, abnormal] = [
    outputsOf(weights, 0, FINDINGS.length),
    outputsOf(weights, FINDINGS.length, FINDINGS.length + 1),
  ];
  return readingGraph(network, weights, findings, abnormal);
}

/** Logits [rows, outputs] of rows of the cache, by the very graph that a model of these weights ships. */
export async function predictRows(
  cache: PixelCache,
  rows: readonly number[],
  { network, weights, threads }: PredictionOptions,
): Promise<Matrix> {
  const { inputSize } = network;
  const session = await createSession(writeOnnx(trainedReadingGraph(network, weights)), {
    threads: threads ?? availableParallelism(),
  });
  const logits = zeros(rows.length, FINDINGS.length + 1);
  let row = 0;
  try {
    for await (const { grey, count } of evaluationBatches(cache, rows, inputSize, BATCH)) {
      const input = float32([BATCH, 1, inputSize, inputSize], grey);
      const outputs = await session.run({ grey: input }, ["logits", "abnormal"]);
      for (let image = 0; image < count; image++, row++) {
        const findings = outputs.logits?.data.subarray(
          image * FINDINGS.length,
          (image + 1) * FINDINGS.length,
        );
        rowOf(logits, row).set(findings ?? []);
        rowOf(logits, row)[FINDINGS.length] = outputs.abnormal?.data[image] ?? Number.NaN;
      }
    }
  } finally {
    await session.release();
  }
  refuseNonNumbers(logits);
  return logits;
}

/** Weights can be so large that each step still has a loss, but radiographs get no number. */
function refuseNonNumbers({ data }: Matrix): void {
  if (data.every(Number.isFinite)) return;
  throw new TrainingError(
    "TRAINING_DIVERGED",
    "The network predicts values that are no numbers. Lower the recipe's learning rate or set gradientNorm, and start a new run.",
  );
}

function outputsOf(weights: Weights, first: number, end: number): LinearLayer {
  const { shape, data } = weights.get(`${HEAD}.weight`) ?? float32([0, 0], []);
  const columns = shape[1] ?? 0;
  return {
    weight: float32([end - first, columns], data.slice(first * columns, end * columns)),
    bias: float32([end - first], weights.get(`${HEAD}.bias`)?.data.slice(first, end) ?? []),
  };
}
