export { OPSET_VERSION } from "./codes.ts";
export { GraphError, type GraphErrorCode } from "./errors.ts";
export { Graph, type Node, type Value } from "./graph.ts";
export * from "./operators/index.ts";
export { readOnnx } from "./read.ts";
export { type Dimension, type Shape, showShape } from "./shape.ts";
export { type ElementType, float32, int64, scalar, type Tensor } from "./tensor.ts";
export { type OnnxMetadata, writeOnnx } from "./write.ts";
