import type { Value } from "../graph.ts";
import { mul, sigmoid } from "../operators/index.ts";

/**
 * Sigmoid linear unit, or swish: y = x / (1 + e^-x). Hendrycks and Gimpel, "Gaussian Error Linear Units",
 * arXiv:1606.08415, 2016.
 */
export function silu(x: Value): Value {
  return mul(x, sigmoid(x));
}
