/**
 * ONNX graphs: build, read, write, and differentiate; one function for each operator.
 *
 * @module
 */
export { type BackwardRequest, type BackwardSeed, backward } from "./backward.ts";
export { OPSET_VERSION } from "./codes.ts";
export { GraphError, type GraphErrorCode } from "./errors.ts";
export * from "./functions/index.ts";
export { Graph, type Node, type Value } from "./graph.ts";
export * from "./operators/index.ts";
export { readOnnx } from "./read.ts";
export { copyInto, type Rewriting } from "./rewrite.ts";
export { type Dimension, type Shape, showShape } from "./shape.ts";
export { type ElementType, float32, int64, scalar, type Tensor } from "./tensor.ts";
export { type OnnxMetadata, writeOnnx } from "./write.ts";
