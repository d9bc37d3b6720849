import type { ParameterGroup } from "./optimizers/index.ts";

/** A tensor among a network's parameters. */
export interface NetworkParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Where it lies in the flat array; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  /** Its stage of the body, counted from the input, the stem being 0; of the head it does not matter. */
  readonly stage: number;
  readonly isHead: boolean;
}

export interface GroupSettings {
  /** Rate of the body's last stage as a share of the head's, which is the schedule's. */
  readonly bodyRate: number;
  /** Rate of each stage as a share of the next one's, 1 for all alike. */
  readonly stageRate: number;
  readonly weightDecay: number;
}

/** For so many epochs, so many stages from the stem on stay as they are. */
export interface FrozenPhase {
  readonly stages: number;
  readonly epochs: number;
}

/**
 * The groups of an optimizer, one per parameter and in their order.
 *
 * - The head learns at the full rate, having begun at random; the body's stage s at
 *   bodyRate * stageRate^(last stage - s): early stages see edges and textures, which every image has. Howard
 *   and Ruder, "Universal language model fine-tuning", ACL 2018, section 3.2 (discriminative rates).
 * - The first `frozenStages` stages are frozen.
 * - Weight decay applies to matrices and kernels only. Biases, scales of normalization and embeddings of
 *   positions do not multiply inputs, so that shrinking them makes nothing simpler. He et al., "Bag of
 *   tricks", CVPR 2019, section 3.1; Dosovitskiy et al.'s ViT as timm trains it.
 */
export function parameterGroups(
  parameters: readonly NetworkParameter[],
  settings: GroupSettings,
  frozenStages: number,
): ParameterGroup[] {
  const lastStage = Math.max(...parameters.map(({ stage, isHead }) => (isHead ? 0 : stage)));
  return parameters.map((parameter) => ({
    from: parameter.from,
    to: parameter.to,
    rateFactor: rateFactorOf(parameter, settings, lastStage, frozenStages),
    weightDecay: decays(parameter) ? settings.weightDecay : 0,
  }));
}

/**
 * Progressive unfreezing: how many stages are frozen in an epoch, from 1. Phases follow each other; after the
 * last one nothing is frozen. Howard and Ruder, section 3.3 (gradual unfreezing).
 */
export function frozenStagesIn(epoch: number, phases: readonly FrozenPhase[]): number {
  let end = 0;
  for (const { stages, epochs } of phases) {
    end += epochs;
    if (epoch <= end) return stages;
  }
  return 0;
}

function rateFactorOf(
  { stage, isHead }: NetworkParameter,
  { bodyRate, stageRate }: GroupSettings,
  lastStage: number,
  frozenStages: number,
): number {
  if (isHead) return 1;
  return stage < frozenStages ? 0 : bodyRate * stageRate ** (lastStage - stage);
}

/** Embeddings have the shape of matrices, so they are told by name: torchvision's and timm's. */
const EMBEDDING = /(^|\.)(class_token|cls_token|pos_embedding|pos_embed)$/;

function decays({ name, shape }: NetworkParameter): boolean {
  return shape.length > 1 && !EMBEDDING.test(name);
}
