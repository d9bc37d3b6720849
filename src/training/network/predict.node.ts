import { availableParallelism } from "node:os";
import { evaluationBatches } from "../../dataset/loader/index.node.ts";
import type { PixelCache } from "../../dataset/pixel-cache.node.ts";
import { FINDINGS } from "../../findings/index.ts";
import type { Graph } from "../../graph/graph.ts";
import { withHalfWeights } from "../../graph/half-precision.ts";
import { float32 } from "../../graph/tensor.ts";
import { writeOnnx } from "../../graph/write.ts";
import { ensembleReadingGraph } from "../../model/index.ts";
import type { FeatureNetwork, LinearLayer, Weights } from "../../networks/index.ts";
import { createSession } from "../../runtime/index.node.ts";
import { TrainingError } from "../errors.ts";
import { type Matrix, rowOf, zeros } from "../matrix.ts";
import { HEAD } from "./predicting-graph.ts";

/** Radiographs per run of the network. */
const BATCH = 16;

const OUTPUTS = FINDINGS.length + 1;

export interface PredictionOptions {
  /** As the model reads. */
  readonly network: FeatureNetwork;
  readonly weights: Weights;
  /** Share of the features that was dropped while it was fitted; left out: how sure it is, is not asked. */
  readonly dropout?: number;
  readonly threads?: number | undefined;
}

/** What a network says of radiographs. */
export interface Predictions {
  /** [rows, outputs] */
  readonly logits: Matrix;
  /** Standard deviations of the logits over masks of dropout; null where that was not asked. */
  readonly spreads: Matrix | null;
}

/** The graph that reads with trained networks: each last layer parted into the findings and "any finding". */
function trainedReadingGraph(
  network: FeatureNetwork,
  members: readonly Weights[],
  dropout: number,
): Graph {
  return ensembleReadingGraph(
    network,
    members.map((weights) => ({
      weights,
      findings: outputsOf(weights, 0, FINDINGS.length),
      abnormal: outputsOf(weights, FINDINGS.length, FINDINGS.length + 1),
    })),
    dropout,
  );
}

/**
 * The graph that ships. An ensemble is stored in half precision, or it would be several times as large; and it says
 * how sure it is of a radiograph: of a single network nobody knows what that is worth.
 */
export function shippedGraph(
  network: FeatureNetwork,
  members: readonly Weights[],
  dropout: number,
): Graph {
  if (members.length === 1) return trainedReadingGraph(network, members, 0);
  return withHalfWeights(trainedReadingGraph(network, members, dropout));
}

/** What a network says of rows of the cache, by the graph that a model of these weights ships (float32). */
export async function predictRows(
  cache: PixelCache,
  rows: readonly number[],
  { network, weights, dropout = 0, threads }: PredictionOptions,
): Promise<Predictions> {
  const { inputSize } = network;
  const graph = trainedReadingGraph(network, [weights], dropout);
  const session = await createSession(writeOnnx(graph), {
    threads: threads ?? availableParallelism(),
  });
  const asked = ["logits", "abnormal", ...(dropout > 0 ? ["spread"] : [])];
  const logits = zeros(rows.length, OUTPUTS);
  const spreads = dropout > 0 ? zeros(rows.length, OUTPUTS) : null;
  let row = 0;
  try {
    for await (const { grey, count } of evaluationBatches(cache, rows, inputSize, BATCH)) {
      const input = float32([BATCH, 1, inputSize, inputSize], grey);
      const outputs = await session.run({ grey: input }, asked);
      for (let image = 0; image < count; image++, row++) {
        const findings = outputs.logits?.data.subarray(
          image * FINDINGS.length,
          (image + 1) * FINDINGS.length,
        );
        rowOf(logits, row).set(findings ?? []);
        rowOf(logits, row)[FINDINGS.length] = outputs.abnormal?.data[image] ?? Number.NaN;
        const spread = outputs.spread?.data.subarray(image * OUTPUTS, (image + 1) * OUTPUTS);
        if (spreads !== null) rowOf(spreads, row).set(spread ?? []);
      }
    }
  } finally {
    await session.release();
  }
  refuseNonNumbers(logits);
  return { logits, spreads };
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
