import { float32 } from "../../graph/tensor.ts";
import {
  ARCHITECTURES,
  type FeatureNetwork,
  type FoundNetwork,
  initialWeights,
  isGreyRange,
  type LinearLayer,
  type Weights,
} from "../../networks/index.ts";
import { Random } from "../../random.ts";
import type { Matrix } from "../matrix.ts";
import { HEAD } from "./predicting-graph.ts";

interface Teaching {
  /** NaN where a label is not known. */
  readonly targets: Matrix;
  /** Rows to learn from. */
  readonly teaching: readonly number[];
}

/**
 * The weights that a fit starts from: those given, or random ones by the network's own published
 * initialization. The last layer is taken over from weights with as many outputs, as another run of ours
 * leaves; other weights know other things, and get an untaught one.
 */
export function initialNetwork(
  { architecture, inputRange }: FeatureNetwork,
  given: FoundNetwork | null,
  { seed, ...teaching }: Teaching & { readonly seed: number },
): Weights {
  const channels = isGreyRange(inputRange ?? ARCHITECTURES[architecture].inputRange) ? 1 : 3;
  const body =
    given?.weights ?? initialWeights(architecture, { channels, random: Random.fromSeed(seed) });
  const outputs = given?.classifier?.bias.shape[0];
  const { weight, bias } =
    given?.classifier && outputs === teaching.targets.columns
      ? given.classifier
      : untaughtHead(ARCHITECTURES[architecture].featureCount, teaching);
  return new Map([...body, [`${HEAD}.weight`, weight], [`${HEAD}.bias`, bias]]);
}

/**
 * A last layer of zeros whose biases are the log-odds of each output among the teaching radiographs, so that
 * the first steps do not go into learning how frequent a finding is.
 */
function untaughtHead(features: number, { targets, teaching }: Teaching): LinearLayer {
  const { columns } = targets;
  const bias = countLabels(targets, teaching).map((count) => {
    const share = shareBetween0And1(count);
    return Math.log(share / (1 - share));
  });
  return {
    weight: float32([columns, features], new Float32Array(columns * features)),
    bias: float32([columns], bias),
  };
}

/** Share of positives of each output among known labels, as a loss weighs its sides: 0 or 1 where one does not occur. */
export function frequenciesOf(targets: Matrix, rows: readonly number[]): number[] {
  return countLabels(targets, rows).map((count) => {
    const { known, positive } = count;
    if (positive === 0 || positive === known) return Math.sign(positive);
    return shareBetween0And1(count);
  });
}

interface LabelCount {
  readonly known: number;
  readonly positive: number;
}

/** Kept away from 0 and 1 by half a radiograph. */
function shareBetween0And1({ known, positive }: LabelCount): number {
  return (positive + 0.5) / (known + 1);
}

function countLabels({ columns, data }: Matrix, rows: readonly number[]): LabelCount[] {
  return Array.from({ length: columns }, (_, column) => {
    let [known, positive] = [0, 0];
    for (const row of rows) {
      const label = data[row * columns + column] as number;
      if (Number.isNaN(label)) continue;
      known++;
      positive += label;
    }
    return { known, positive };
  });
}
