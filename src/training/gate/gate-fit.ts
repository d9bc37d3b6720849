import { float32 } from "../../graph/tensor.ts";
import { type GateWeights, IMAGE_KINDS, type ImageKind } from "../../model/index.ts";
import { dot, type Matrix, rowOf, selectRows, zeros } from "../matrix.ts";
import { fitKindClassifier, kindProbabilities } from "./kind-classifier.ts";
import { principalComponents } from "./principal-components.ts";

/** Features of images, as the network gives them, and what each image is. */
export interface GateExamples {
  readonly features: Matrix;
  readonly kinds: readonly ImageKind[];
}

/** Directions whose variance is kept apart: more follow chance, fewer miss what turns and spoiling change. */
const COMPONENTS = 32;

const CLASSIFIER = { epochs: 15, batchSize: 64, learningRate: 0.002, l2: 0.05 };

/** Fits a gate: what kinds of images look like, and how frontal chest radiographs spread. */
export function fitGate({ features, kinds }: GateExamples, seed: number): GateWeights {
  const chests = selectRows(
    features,
    [...kinds.keys()].filter((row) => kinds[row] === "frontal-chest"),
  );
  const mean = meanOf(chests);
  const deviation = spreadOf(chests, mean);
  const scale = { mean, deviation };
  const { components, variances, restVariance } = principalComponents(
    standardized(chests, scale),
    COMPONENTS,
    seed,
  );
  const head = fitKindClassifier(
    {
      features: standardized(features, scale),
      kinds: kinds.map((kind) => IMAGE_KINDS.indexOf(kind)),
      count: IMAGE_KINDS.length,
    },
    CLASSIFIER,
    seed,
  );
  return {
    kinds: {
      weight: float32([IMAGE_KINDS.length, features.columns], head.weight.data),
      bias: float32([IMAGE_KINDS.length], head.bias),
    },
    mean,
    deviation,
    components: components.data,
    variances,
    restVariance,
  };
}

/** What a gate makes of features: the probability of a frontal chest radiograph, and the distance. */
export function judge(
  gate: GateWeights,
  features: Matrix,
): { readonly probability: number; readonly distance: number }[] {
  const standard = standardized(features, gate);
  const { weight, bias } = gate.kinds;
  const head = {
    weight: { rows: IMAGE_KINDS.length, columns: features.columns, data: weight.data },
    bias: bias.data,
  };
  const directions = {
    rows: gate.variances.length,
    columns: features.columns,
    data: gate.components,
  };
  return Array.from({ length: features.rows }, (_, index) => {
    const row = rowOf(standard, index);
    let distance = dot(row, row) / gate.restVariance;
    for (const [place, variance] of gate.variances.entries()) {
      const along = dot(row, rowOf(directions, place));
      distance += along * along * (1 / variance - 1 / gate.restVariance);
    }
    return {
      probability: kindProbabilities(head, row)[IMAGE_KINDS.indexOf("frontal-chest")] ?? 0,
      distance: distance / features.columns,
    };
  });
}

function standardized(
  features: Matrix,
  { mean, deviation }: Pick<GateWeights, "mean" | "deviation">,
): Matrix {
  const result = zeros(features.rows, features.columns);
  for (let row = 0; row < features.rows; row++) {
    const [from, to] = [rowOf(features, row), rowOf(result, row)];
    for (let column = 0; column < to.length; column++)
      to[column] = ((from[column] as number) - (mean[column] as number)) / deviation;
  }
  return result;
}

function meanOf(features: Matrix): Float32Array {
  const sum = new Float64Array(features.columns);
  for (let row = 0; row < features.rows; row++) {
    for (const [column, value] of rowOf(features, row).entries())
      sum[column] = (sum[column] as number) + value;
  }
  return Float32Array.from(sum, (total) => total / features.rows);
}

/** One standard deviation of all features together: features that hardly vary are not blown up. */
function spreadOf(features: Matrix, mean: Float32Array): number {
  let squares = 0;
  for (let row = 0; row < features.rows; row++) {
    for (const [column, value] of rowOf(features, row).entries())
      squares += (value - (mean[column] as number)) ** 2;
  }
  return Math.sqrt(squares / (features.rows * features.columns));
}
