import { GraphError } from "../errors.ts";
import type { Value } from "../graph.ts";
import { mul } from "../operators/index.ts";
import { showShape } from "../shape.ts";

/**
 * Dropout with probability p: some elements become 0, the others are divided by 1 - p.
 *
 * `mask` holds 0 with probability p and 1 / (1 - p) otherwise, and is an input of the graph: whoever trains
 * draws it with a seed, so that a run can be repeated, and no provider's own generator matters. Its shape is
 * that of x. Srivastava et al., "Dropout", JMLR 15, 2014.
 */
export function dropout(x: Value, mask: Value): Value {
  return mul(x, mask);
}

/**
 * Stochastic depth: for some images of the batch a whole branch becomes 0. `mask` is as for dropout, of shape
 * [batch, 1, ..]. Huang et al., "Deep Networks with Stochastic Depth", ECCV 2016.
 */
export function dropPath(branch: Value, mask: Value): Value {
  const perImage = mask.shape.slice(1).every((size) => size === 1);
  if (mask.shape.length === branch.shape.length && perImage) return mul(branch, mask);
  throw new GraphError(
    "SHAPE_MISMATCH",
    `A mask of one number per image is needed, not of shape ${showShape(mask.shape)}.`,
    { branch: branch.shape, mask: mask.shape },
  );
}
