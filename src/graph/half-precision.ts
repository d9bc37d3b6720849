import { Graph, type Value } from "./graph.ts";
import { cast } from "./operators/index.ts";
import { copyInto } from "./rewrite.ts";
import type { Tensor } from "./tensor.ts";

/** Smaller tensors, biases and statistics, stay as they are: they are hardly any bytes. */
const FEWEST = 1024;

/**
 * A copy of a graph whose large weights are stored in half precision and brought back to float32 by a Cast, which
 * the runtime computes once, when it loads the graph: half the file, the same speed. A weight changes by one
 * part in 2,048 at most, or by 3e-8 where it is below 6e-5.
 */
export function withHalfWeights(source: Graph): Graph {
  const target = new Graph(source.name);
  const copies = copyInto(target, source, {
    constant: ({ name, constant }) =>
      constant?.type === "float32" && constant.data.length >= FEWEST
        ? cast(target.constant(toHalf(constant as Tensor<"float32">), name), "float32")
        : undefined,
  });
  for (const output of source.outputs) {
    const copy = copies.get(output);
    if (copy !== undefined) target.output(output.name, copy);
  }
  return target;
}

/** Stores a tensor in half precision and gives it in float32, as `withHalfWeights` would. */
export function halfConstant(graph: Graph, tensor: Tensor<"float32">, name: string): Value {
  return cast(graph.constant(toHalf(tensor), name), "float32");
}

function toHalf({ shape, data }: Tensor<"float32">): Tensor<"float16"> {
  return { type: "float16", shape, data: Uint16Array.from(data, halfBits) };
}

const scratch = new DataView(new ArrayBuffer(4));

/** Bits of the nearest half precision number, of two equally near the even one (IEEE 754); beyond 65,504 infinity. */
export function halfBits(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fff_ffff;
  if (magnitude > 0x7f80_0000) return sign | 0x7e00; // NaN
  if (magnitude >= 0x4780_0000) return sign | 0x7c00; // 65,536 and more
  if (magnitude < 0x3880_0000) {
    // Below 2^-14 numbers are multiples of 2^-24; float64 holds value * 2^24 exactly.
    return sign | roundToEven(Math.abs(value) * 2 ** 24);
  }
  // Rounding up may carry into the exponent, and out of the largest number into infinity: both are right.
  const rebiased = magnitude - ((127 - 15) << 23);
  return sign | roundToEven(rebiased / 2 ** 13);
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest > 0.5 || (rest === 0.5 && below % 2 === 1)) return below + 1;
  return below;
}
