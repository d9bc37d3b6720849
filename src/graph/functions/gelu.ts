import type { Value } from "../graph.ts";
import { add, erf, mul, tanh } from "../operators/index.ts";
import { scalar } from "../tensor.ts";

/**
 * Gaussian error linear unit: y = x Φ(x) = x (1 + erf(x / √2)) / 2. Hendrycks and Gimpel, "Gaussian Error
 * Linear Units", arXiv:1606.08415, 2016.
 */
export function gelu(x: Value): Value {
  return weighted(x, erf(mul(x, x.graph.constant(scalar(Math.SQRT1_2)))));
}

/** The same paper's approximation: y = x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2. */
export function geluTanh(x: Value): Value {
  const constant = (value: number) => x.graph.constant(scalar(value));
  const cubed = mul(mul(x, x), mul(x, constant(0.044715)));
  return weighted(x, tanh(mul(add(x, cubed), constant(Math.sqrt(2 / Math.PI)))));
}

/** x (1 + bend) / 2. */
function weighted(x: Value, bend: Value): Value {
  const constant = (value: number) => x.graph.constant(scalar(value));
  return mul(mul(x, constant(1 / 2)), add(bend, constant(1)));
}
