import { GraphError } from "./errors.ts";
import { elementCount, type Shape, showShape } from "./shape.ts";

/** Element types that Thorascope's graphs use; ONNX has more. */
export type ElementType = "float16" | "float32" | "float64" | "int32" | "int64" | "bool";

interface ElementArrays {
  /** The bits of IEEE 754's binary16. */
  float16: Uint16Array;
  float32: Float32Array;
  float64: Float64Array;
  int32: Int32Array;
  int64: BigInt64Array;
  bool: Uint8Array;
}

/** A dense array with known values, row-major: a weight, a constant, an attribute. */
export interface Tensor<Type extends ElementType = ElementType> {
  readonly type: Type;
  readonly shape: readonly number[];
  readonly data: ElementArrays[Type];
}

/** A float32 tensor. `data` is used as it is, not copied. Throws where its length does not fit. */
export function float32(
  shape: readonly number[],
  data: Float32Array | readonly number[],
): Tensor<"float32"> {
  return checked({
    type: "float32",
    shape,
    data: data instanceof Float32Array ? data : Float32Array.from(data),
  });
}

/** A float32 tensor of rank 0. */
export function scalar(value: number): Tensor<"float32"> {
  return float32([], [value]);
}

/** A one-dimensional int64 tensor, as ONNX wants shapes, axes and pads. */
export function int64(values: readonly number[]): Tensor<"int64"> {
  return { type: "int64", shape: [values.length], data: BigInt64Array.from(values, BigInt) };
}

/** The values of a small integer tensor as numbers. */
export function toNumbers(tensor: Tensor): number[] {
  return Array.from(tensor.data as ArrayLike<number | bigint>, Number);
}

function checked<Type extends ElementType>(tensor: Tensor<Type>): Tensor<Type> {
  const expected = elementCount(tensor.shape as Shape);
  if (tensor.data.length !== expected) {
    throw new GraphError(
      "SHAPE_MISMATCH",
      `A tensor of shape ${showShape(tensor.shape)} needs ${expected} values, but ${tensor.data.length} were given.`,
      { shape: tensor.shape, length: tensor.data.length },
    );
  }
  return tensor;
}
