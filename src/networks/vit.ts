import { GraphError } from "../graph/errors.ts";
import { gelu } from "../graph/functions/index.ts";
import type { Value } from "../graph/graph.ts";
import {
  add,
  concat,
  layerNormalization,
  linear,
  matMul,
  mul,
  pad,
  reshape,
  slice,
  softmax,
  split,
  transpose,
} from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { scalar } from "../graph/tensor.ts";
import type { FeatureOptions } from "./blocks.ts";
import { resamplePositions } from "./position-embedding.ts";
import { parameter, type Weights } from "./weights.ts";

/** Width of a token of ViT-Tiny, and so the channels of its map. */
export const VIT_TINY_FEATURES = 192;
/** Rows and columns of the pixels that one token stands for. */
export const VIT_PATCH = 16;
/** Rows and columns of tokens that published weights know the positions of: 224 pixels. */
const TRAINED_GRID = 14;
export const VIT_TINY_LAYERS = 12;
const HEADS = 3;
const MLP = 4 * VIT_TINY_FEATURES;
/** As in timm. */
const EPSILON = 1e-6;

/**
 * ViT-Tiny/16 as a map: images [batch, 1 or 3, height, width] to the patch tokens behind the last layer
 * normalization, [batch, 192, rows, columns], one cell per 16 x 16 pixels. Images whose sides are no
 * multiples of 16 get zeros below and to the right, as with timm's `dynamic_img_pad`.
 *
 * Dosovitskiy et al., "An Image is Worth 16x16 Words", ICLR 2021; Touvron et al., "Training data-efficient
 * image transformers", ICML 2021 (this width). Weights carry timm's names (`vit_tiny_patch16_224`).
 *
 * Our classifiers take the mean of this map, as of every other network's, so that heatmaps have their closed
 * form. timm's classifiers read the class token instead: `vitTinyClassLogits` is that. `padding` means nothing
 * here, and `outputStride` can't go below 16: such an option is refused (`GRAPH_MISUSE`).
 */
export function vitTinyFeatures(
  x: Value,
  weights: Weights,
  { outputStride = 32 }: FeatureOptions = {},
): Value {
  if (outputStride < VIT_PATCH) {
    throw new GraphError(
      "GRAPH_MISUSE",
      `vit_tiny_patch16_224 has a cell per ${VIT_PATCH} pixels, not per ${outputStride}: ask for an output stride of 16 or 32, or enlarge the image.`,
      { outputStride },
    );
  }
  const tokens = vitTinyTokens(x, weights);
  const patches = slice(tokens, [{ axis: 1, start: 1, end: tokenCount(tokens) }]);
  const [rows, columns] = gridOf(x);
  return reshape(transpose(patches, [0, 2, 1]), [0, VIT_TINY_FEATURES, rows, columns]);
}

/** timm's classifier: `head` on the class token; images to logits [batch, classes]. */
export function vitTinyClassLogits(x: Value, weights: Weights, classes: number): Value {
  const first = slice(vitTinyTokens(x, weights), [{ axis: 1, start: 0, end: 1 }]);
  return linear(
    reshape(first, [0, VIT_TINY_FEATURES]),
    parameter(x.graph, weights, "head.weight", [classes, VIT_TINY_FEATURES]),
    parameter(x.graph, weights, "head.bias", [classes]),
  );
}

/** The class token and the patches' behind the last layer normalization, [batch, 1 + patches, 192]. */
function vitTinyTokens(x: Value, weights: Weights): Value {
  const layer: Layer = (name, shape) => parameter(x.graph, weights, name, shape);
  let tokens = embed(x, weights, layer);
  for (let block = 0; block < VIT_TINY_LAYERS; block++) {
    const name = `blocks.${block}`;
    tokens = add(tokens, attend(normalize(tokens, layer, `${name}.norm1`), layer, `${name}.attn`));
    const wide = dense(normalize(tokens, layer, `${name}.norm2`), layer, `${name}.mlp.fc1`, MLP);
    tokens = add(tokens, dense(gelu(wide), layer, `${name}.mlp.fc2`, VIT_TINY_FEATURES));
  }
  return normalize(tokens, layer, "norm");
}

/** Puts a weight into the graph. */
type Layer = (name: string, shape: readonly number[]) => Value;

/** Patches as tokens, behind the class token, each with its position. */
function embed(x: Value, weights: Weights, layer: Layer): Value {
  const [rows, columns] = gridOf(x);
  const count = positionCount(weights);
  const stored = layer("pos_embed", [1, count, VIT_TINY_FEATURES]);
  const [first, grid] = split(stored, [1, count - 1], 1) as [Value, Value];
  const start = add(layer("cls_token", [1, 1, VIT_TINY_FEATURES]), first);
  const positions = concat([start, resamplePositions(grid, rows, columns)], 1);
  // A token of zeros for every image, so that the class token comes in with the positions.
  return add(pad(projectPatches(x, layer), [0, 1, 0, 0, 0, 0]), positions);
}

/**
 * The convolution with as large a stride as kernel, as the product that it is: the gradient of its filters
 * is one product too, and not a slice of the image per pixel of a patch.
 */
function projectPatches(x: Value, layer: Layer): Value {
  const channels = known(x.shape[1], "The number of channels");
  const [rows, columns] = gridOf(x);
  const below = rows * VIT_PATCH - known(x.shape[2], "The image height");
  const right = columns * VIT_PATCH - known(x.shape[3], "The image width");
  const whole = pad(x, [0, 0, 0, 0, 0, 0, below, right]);
  const cut = reshape(whole, [0, channels, rows, VIT_PATCH, columns, VIT_PATCH]);
  const inputs = channels * VIT_PATCH ** 2;
  const patches = reshape(transpose(cut, [0, 2, 4, 1, 3, 5]), [0, rows * columns, inputs]);
  const filters = [VIT_TINY_FEATURES, channels, VIT_PATCH, VIT_PATCH];
  const filter = reshape(layer("patch_embed.proj.weight", filters), [VIT_TINY_FEATURES, inputs]);
  const bias = layer("patch_embed.proj.bias", [VIT_TINY_FEATURES]);
  return add(matMul(patches, transpose(filter, [1, 0])), bias);
}

/** Multi-head self-attention, softmax(q kᵀ / √d) v per head. Vaswani et al., NeurIPS 2017. */
function attend(x: Value, layer: Layer, name: string): Value {
  const count = tokenCount(x);
  const depth = VIT_TINY_FEATURES / HEADS;
  const all = dense(x, layer, `${name}.qkv`, 3 * VIT_TINY_FEATURES);
  const perHead = transpose(reshape(all, [0, count, 3 * HEADS, depth]), [0, 2, 1, 3]);
  const [q, k, v] = split(perHead, [HEADS, HEADS, HEADS], 1) as [Value, Value, Value];
  const scaled = mul(q, x.graph.constant(scalar(1 / Math.sqrt(depth))));
  const shares = softmax(matMul(scaled, transpose(k, [0, 1, 3, 2])));
  const mixed = reshape(transpose(matMul(shares, v), [0, 2, 1, 3]), [0, count, VIT_TINY_FEATURES]);
  return dense(mixed, layer, `${name}.proj`, VIT_TINY_FEATURES);
}

/** A linear layer on every token. */
function dense(x: Value, layer: Layer, name: string, outputs: number): Value {
  const inputs = known(x.shape.at(-1), "The width of a token");
  const weight = transpose(layer(`${name}.weight`, [outputs, inputs]), [1, 0]);
  return add(matMul(x, weight), layer(`${name}.bias`, [outputs]));
}

function normalize(x: Value, layer: Layer, name: string): Value {
  const width = [VIT_TINY_FEATURES];
  return layerNormalization(x, layer(`${name}.weight`, width), layer(`${name}.bias`, width), {
    epsilon: EPSILON,
  });
}

function gridOf(x: Value): [rows: number, columns: number] {
  const cells = (axis: number) => Math.ceil(known(x.shape[axis], "The image size") / VIT_PATCH);
  return [cells(2), cells(3)];
}

function tokenCount(tokens: Value): number {
  return known(tokens.shape[1], "The number of tokens");
}

/** Positions in the weights: the class token's and those of any square grid. */
function positionCount(weights: Weights): number {
  const count = weights.get("pos_embed")?.shape[1];
  const isSquare = count !== undefined && Number.isInteger(Math.sqrt(count - 1));
  return isSquare ? count : 1 + TRAINED_GRID ** 2;
}
