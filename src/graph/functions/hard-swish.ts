import type { Value } from "../graph.ts";
import { add, clip, mul } from "../operators/index.ts";
import { scalar } from "../tensor.ts";

/**
 * Swish from straight lines: y = x min(max(x + 3, 0), 6) / 6. Howard et al., "Searching for MobileNetV3",
 * ICCV 2019. Not ONNX's HardSwish, which CUDA and WebGPU lack.
 */
export function hardSwish(x: Value): Value {
  const constant = (value: number) => x.graph.constant(scalar(value));
  return mul(mul(x, constant(1 / 6)), clip(add(x, constant(3)), 0, 6));
}
