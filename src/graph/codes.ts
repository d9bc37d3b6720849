import type { ElementType } from "./tensor.ts";

/** The version of ONNX's operator set that all our operators mean. */
export const OPSET_VERSION = 18;

/** ONNX's numbers for element types (onnx.proto, TensorProto.DataType). */
export const ELEMENT_CODES: Readonly<Record<ElementType, number>> = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
};

/** The element type behind one of ONNX's numbers; undefined for those that Thorascope does not use. */
export function elementTypeOf(code: number): ElementType | undefined {
  return (Object.keys(ELEMENT_CODES) as ElementType[]).find((type) => ELEMENT_CODES[type] === code);
}

/** ONNX's numbers for kinds of attributes (onnx.proto, AttributeProto.AttributeType). */
export const ATTRIBUTE_CODES = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  floats: 6,
  ints: 7,
} as const;
