import { float32 } from "../../graph/tensor.ts";
import {
  ARCHITECTURES,
  type FeatureNetwork,
  initialWeights,
  isGreyRange,
  type Weights,
} from "../../networks/index.ts";
import { Random } from "../../random.ts";
import type { Matrix } from "../matrix.ts";
import { HEAD } from "./predicting-graph.ts";

/**
 * The weights that a fit starts from: those given, or random ones by the network's own published
 * initialization, and a last layer of zeros whose biases are the log-odds of each output among the teaching
 * radiographs, so that the first steps do not go into learning how frequent a finding is.
 */
export function initialNetwork(
  { architecture, inputRange }: FeatureNetwork,
  given: Weights | null,
  { targets, teaching, seed }: { targets: Matrix; teaching: readonly number[]; seed: number },
): Weights {
  const channels = isGreyRange(inputRange ?? ARCHITECTURES[architecture].inputRange) ? 1 : 3;
  const body = given ?? initialWeights(architecture, { channels, random: Random.fromSeed(seed) });
  const { featureCount } = ARCHITECTURES[architecture];
  const { columns } = targets;
  const bias = frequenciesOf(targets, teaching).map((share) => Math.log(share / (1 - share)));
  return new Map([
    ...body,
    [`${HEAD}.weight`, float32([columns, featureCount], new Float32Array(columns * featureCount))],
    [`${HEAD}.bias`, float32([columns], bias)],
  ]);
}

/** Share of positives of each output among known labels, kept away from 0 and 1 by half a radiograph. */
export function frequenciesOf({ columns, data }: Matrix, rows: readonly number[]): number[] {
  return Array.from({ length: columns }, (_, column) => {
    let [known, positive] = [0, 0];
    for (const row of rows) {
      const label = data[row * columns + column] as number;
      if (Number.isNaN(label)) continue;
      known++;
      positive += label;
    }
    return (positive + 0.5) / (known + 1);
  });
}
