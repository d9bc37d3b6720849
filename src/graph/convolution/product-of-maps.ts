import type { Value } from "../graph.ts";
import type { OperatorFunctions } from "../operator.ts";
import { known } from "../shape.ts";

/**
 * Σ over images and pixels of a[i, p] b[j, p], for maps a [batch, i, ..] and b [batch, j, ..].
 *
 * One product for all images needs both transposed, one per image a sum of products: whichever moves less.
 */
export function productOfMaps(g: OperatorFunctions, a: Value, b: Value): Value {
  const [left, right] = [a, b].map((maps) => known(maps.shape[1], "The number of channels")) as [
    number,
    number,
  ];
  const pixels = known(a.shape[2], "The map's height") * known(a.shape[3], "The map's width");
  if (2 * left * right > (left + right) * pixels) {
    const flat = (maps: Value, channels: number) =>
      g.reshape(g.transpose(maps, [1, 0, 2, 3]), [channels, -1]);
    return g.gemm(flat(a, left), flat(b, right), { transB: 1 });
  }
  const perImage = g.matMul(
    g.reshape(a, [0, left, pixels]),
    g.transpose(g.reshape(b, [0, right, pixels]), [0, 2, 1]),
  );
  return g.reduceSum(perImage, [0], 0);
}
