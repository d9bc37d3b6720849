import { withGradient } from "../function-gradient.ts";
import type { Value } from "../graph.ts";
import { add, exp, log, mul, relu, sub } from "../operators/index.ts";
import { scalar } from "../tensor.ts";

/**
 * Binary cross-entropy of logits z and targets t in 0..1, element by element:
 * -t ln σ(z) - (1 - t) ln(1 - σ(z)) = max(z, 0) - z t + ln(1 + e^-|z|), which never overflows.
 *
 * Gradient: dz = dy (σ(z) - t), in one piece, since the terms' own gradients jump at z = 0; dt = -dy z.
 */
export function binaryCrossEntropyWithLogits(logits: Value, targets: Value): Value {
  const positive = relu(logits);
  const one = logits.graph.constant(scalar(1));
  // -|z| = z - 2 max(z, 0)
  const negative = sub(logits, add(positive, positive));
  const loss = add(sub(positive, mul(logits, targets)), log(add(one, exp(negative))));
  return withGradient(loss, [logits, targets], (g, { outputGradients: [dy] }) => [
    () => g.mul(dy, g.sub(g.sigmoid(logits), targets)),
    () => g.neg(g.mul(dy, logits)),
  ]);
}
