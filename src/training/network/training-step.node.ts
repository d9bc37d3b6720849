import { float32, scalar } from "../../graph/tensor.ts";
import { bindSession, type ExecutionProvider, type FloatTensor } from "../../runtime/index.node.ts";
import { zeros } from "../matrix.ts";
import { DROPOUT } from "./predicting-graph.ts";
import { STEP, type StepGraph } from "./step-graph.ts";
import { viewOf } from "./values.ts";

/** How fast the running statistics of batch normalization follow the batches'; PyTorch's default. */
const MOMENTUM = 0.1;

export interface TrainingStepOptions {
  /** The flat array of the network's values, read at every step; running statistics are written into it. */
  readonly values: Float32Array;
  readonly batchSize: number;
  readonly inputSize: number;
  readonly outputs: number;
  readonly features: number;
  /** What every gradient is multiplied with: 1 over the number of batches that are accumulated. */
  readonly scale: number;
  readonly threads?: number | undefined;
  readonly provider?: ExecutionProvider | undefined;
}

/** A training step in a session of the runtime, with the arrays that it works on. */
export interface TrainingStep {
  /** Where to put the batch before a run. */
  readonly grey: Float32Array;
  /** Multiplies the pooled features: ones where nothing is dropped. */
  readonly dropout: Float32Array;
  /** The gradient of the last run, laid out as the parameters; zeros where nothing is trained. */
  readonly gradient: Float32Array;
  /**
   * Runs forward and backward on the batch, whose labels [batch, outputs] are NaN where not known and count as
   * much as `weights` says, 1 if left out; moves the running statistics, returns the mean loss.
   */
  run(labels: Float32Array, weights?: Float32Array): Promise<number>;
  release(): Promise<void>;
}

/** Loads a step's graph and ties it to the network's values. */
export async function createTrainingStep(
  graph: StepGraph,
  options: TrainingStepOptions,
): Promise<TrainingStep> {
  const { values, batchSize, inputSize, outputs, features, scale, threads, provider } = options;
  const { layout } = graph;
  const gradient = new Float32Array(layout.parameterCount);
  const trained = layout.parameters.filter(({ name }) => graph.trained.includes(name));
  const grey = float32(
    [batchSize, 1, inputSize, inputSize],
    new Float32Array(batchSize * inputSize ** 2),
  );
  const dropout = float32([batchSize, features], new Float32Array(batchSize * features).fill(1));
  const [targets, known] = [zeros(batchSize, outputs), zeros(batchSize, outputs)];
  const loss = scalar(0);
  const ranges = new Map(layout.statistics.map((range) => [range.name, range]));
  const statistics = graph.statistics.flatMap(({ name, count }) => {
    const range = ranges.get(name);
    return range === undefined
      ? []
      : [
          {
            name,
            count,
            running: viewOf(range, values).data,
            batch: new Float32Array(range.to - range.from),
          },
        ];
  });
  const session = await bindSession(graph.onnx, {
    threads,
    provider,
    inputs: {
      [STEP.grey]: grey,
      [DROPOUT]: dropout,
      [STEP.targets]: float32([batchSize, outputs], targets.data),
      [STEP.known]: float32([batchSize, outputs], known.data),
      [STEP.scale]: scalar(scale),
      ...named(trained.map((range) => [range.name, viewOf(range, values)])),
    },
    outputs: {
      [STEP.loss]: loss,
      ...named(trained.map((range) => [STEP.gradientOf(range.name), viewOf(range, gradient)])),
      ...named(
        statistics.map(({ name, batch }) => [
          STEP.statisticOf(name),
          float32([batch.length], batch),
        ]),
      ),
    },
  });
  return {
    grey: grey.data,
    dropout: dropout.data,
    gradient,
    async run(labels, weights) {
      for (const [index, target] of labels.entries()) {
        known.data[index] = Number.isNaN(target) ? 0 : (weights?.[index] ?? 1);
        targets.data[index] = Number.isNaN(target) ? 0 : target;
      }
      await session.run();
      for (const { name, running, batch, count } of statistics) {
        followBatch(
          running,
          batch,
          name.endsWith(".running_var") ? count / Math.max(count - 1, 1) : 1,
        );
      }
      return loss.data[0] ?? Number.NaN;
    },
    release: () => session.release(),
  };
}

/** running += momentum (batch - running), the batch's variance made unbiased as in PyTorch. */
function followBatch(running: Float32Array, batch: Float32Array, factor: number): void {
  for (let i = 0; i < running.length; i++) {
    const now = running[i] as number;
    running[i] = now + MOMENTUM * (factor * (batch[i] as number) - now);
  }
}

function named(entries: readonly (readonly [string, FloatTensor])[]): Record<string, FloatTensor> {
  return Object.fromEntries(entries);
}
