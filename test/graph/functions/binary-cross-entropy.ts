import { binaryCrossEntropyWithLogits } from "../../../src/graph/index.ts";
import { type Example, shape } from "../operators/example.ts";

export default shape(1, 3).map(
  (x): Example => ({
    inputs: [x, x],
    ranges: [
      [-6, 6],
      [0, 1],
    ],
    build: binaryCrossEntropyWithLogits,
    expected: (logits, targets) =>
      Array.from(logits.data, (logit, index) => {
        const probability = 1 / (1 + Math.exp(-logit));
        const target = targets.data[index] ?? Number.NaN;
        return -target * Math.log(probability) - (1 - target) * Math.log(1 - probability);
      }),
  }),
);
