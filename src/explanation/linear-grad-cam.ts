import type { Value } from "../graph/graph.ts";
import { matMul, relu, reshape } from "../graph/operators/index.ts";
import { known } from "../graph/shape.ts";
import { float32, type Tensor } from "../graph/tensor.ts";

/**
 * Grad-CAM of every finding at the last map of a network that ends in global average pooling and a linear
 * layer, in closed form and as part of the graph: one matrix product instead of a backward pass each.
 *
 * With logit_f = sum_c W[f, c] * mean(A_c) + b the gradient of the logit is W[f, c] / cells everywhere on
 * channel c, so Grad-CAM's channel weight is alpha = W[f, c] / cells, and its map is
 * ReLU(sum_c alpha A_c). Selvaraju et al., "Grad-CAM", ICCV 2017 (its section 3.1 shows the equality with
 * CAM up to the factor).
 *
 * `maps` is [batch, channels, rows, columns], `weight` [findings, channels]; the result is
 * [batch, findings, rows, columns], in logits per cell: what is positive here, summed over all cells, is
 * what pushed the logit up.
 */
export function linearGradCam(maps: Value, weight: Tensor<"float32">): Value {
  const [, channels, rows, columns] = maps.shape.map((size, axis) =>
    axis === 0 ? 1 : known(size, "The size of the last map"),
  ) as [number, number, number, number];
  const cells = rows * columns;
  const findings = weight.shape[0] ?? 0;
  const alpha = float32(
    [findings, channels],
    weight.data.map((value) => value / cells),
  );
  const flat = reshape(maps, [0, channels, cells]);
  const weighted = matMul(maps.graph.constant(alpha, "gradcam.weight"), flat);
  return reshape(relu(weighted), [0, findings, rows, columns]);
}
