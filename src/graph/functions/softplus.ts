import { withGradient } from "../function-gradient.ts";
import type { Value } from "../graph.ts";
import { add, exp, log, relu, sub } from "../operators/index.ts";
import { scalar } from "../tensor.ts";

/**
 * Softplus, y = ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|), which never overflows. It is minus the logarithm of
 * a sigmoid: -ln σ(x) = softplus(-x), -ln(1 - σ(x)) = softplus(x).
 *
 * Gradient: dx = dy σ(x), in one piece: what the nodes give together loses the digits of σ near 1.
 */
export function softplus(x: Value): Value {
  const positive = relu(x);
  // -|x| = x - 2 max(x, 0)
  const negative = sub(x, add(positive, positive));
  const y = add(positive, log(add(x.graph.constant(scalar(1)), exp(negative))));
  return withGradient(y, [x], (g, { outputGradients: [dy] }) => [() => g.mul(dy, g.sigmoid(x))]);
}
