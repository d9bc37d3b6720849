import type { Value } from "./graph.ts";
import type { OperatorFunctions } from "./operator.ts";
import { known, type Shape } from "./shape.ts";

/**
 * The gradient of an operand that an elementwise operator repeated: the sum over its copies.
 *
 * `gradient` belongs to a result of shape `from`, the operand has shape `to`. Which axes were repeated is
 * read off those two and not off the gradient, which may have a larger batch: several seeds at once pass
 * backward through a forward pass of batch 1.
 */
export function unbroadcast(g: OperatorFunctions, gradient: Value, from: Shape, to: Shape): Value {
  const added = from.length - to.length;
  const axes = [...from.keys()].filter(
    (axis) => axis < added || (to[axis - added] === 1 && from[axis] !== 1),
  );
  if (axes.length === 0) return gradient;
  const sum = g.reduceSum(gradient, axes);
  return added === 0
    ? sum
    : g.reshape(
        sum,
        to.map((size) => known(size, "A size that was broadcast")),
      );
}
