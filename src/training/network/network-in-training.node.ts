import { ARCHITECTURES, type FeatureNetwork, stageOf, type Weights } from "../../networks/index.ts";
import type { NetworkParameter } from "../parameter-groups.ts";
import type { FitSettings } from "../recipe.ts";
import type { TrainingOptions } from "../training-request.ts";
import { HEAD, predictingGraph } from "./predicting-graph.ts";
import { stepGraph } from "./step-graph.ts";
import { createTrainingStep, type TrainingStep } from "./training-step.node.ts";
import { layoutOf, type ValueLayout, valuesOf, weightsOf } from "./values.ts";

export interface NetworkInTrainingOptions {
  /** As the model reads; `settings` say at which size it learns. */
  readonly network: FeatureNetwork;
  readonly initial: Weights;
  readonly settings: FitSettings;
  /** Of each output among the radiographs to learn from. */
  readonly frequencies: readonly number[];
  readonly options: Pick<TrainingOptions, "threads" | "provider">;
}

/** A network while it learns. */
export interface NetworkInTraining {
  readonly layout: ValueLayout;
  /** All its values; optimizers move them in place. */
  readonly values: Float32Array;
  /** Its parameters, for an optimizer's groups. */
  readonly parameters: readonly NetworkParameter[];
  /** The training step with so many stages, from the stem on, left as they are. */
  stepWith(frozenStages: number): Promise<TrainingStep>;
  /** Copies of its tensors, or of other values of the same layout. */
  weights(values?: Float32Array): Weights;
  release(): Promise<void>;
}

/**
 * Prepares a network for training. The step's session is made when first asked for, and anew when other
 * stages are frozen: frozen parts are constants, which the runtime folds, and pass no gradient on.
 */
export function networkInTraining(request: NetworkInTrainingOptions): NetworkInTraining {
  const { network, initial, settings, frequencies, options } = request;
  const { batchSize, inputSize, outputStride } = settings;
  const learning = { ...network, inputSize, enlargedSize: inputSize, outputStride };
  const { constants } = predictingGraph(learning, initial, batchSize).graph;
  const layout = layoutOf(constants, (name) => initial.has(name));
  const values = valuesOf(layout, constants);
  let current: { frozenStages: number; step: TrainingStep } | null = null;

  const create = (frozenStages: number) => {
    const graph = stepGraph({
      network: learning,
      weights: weightsOf(layout, values),
      batchSize,
      batchNormalization: settings.batchNormalization,
      loss: settings.loss,
      frequencies,
      isTrained: (name) => stageOf(network.architecture, name) >= frozenStages,
    });
    return createTrainingStep(graph, {
      values,
      batchSize,
      inputSize,
      outputs: frequencies.length,
      features: ARCHITECTURES[network.architecture].featureCount,
      scale: 1 / settings.accumulate,
      ...options,
    });
  };
  return {
    layout,
    values,
    parameters: layout.parameters.map((range) => ({
      ...range,
      stage: stageOf(network.architecture, range.name),
      isHead: range.name.startsWith(`${HEAD}.`),
    })),
    async stepWith(frozenStages) {
      if (current?.frozenStages === frozenStages) return current.step;
      await current?.step.release();
      current = { frozenStages, step: await create(frozenStages) };
      return current.step;
    },
    weights: (other = values) => weightsOf(layout, other),
    release: async () => current?.step.release(),
  };
}
