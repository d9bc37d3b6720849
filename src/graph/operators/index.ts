export { Add, add } from "./add.ts";
export { AveragePool, averagePool } from "./average-pool.ts";
export {
  BatchNormalization,
  type BatchStatistics,
  batchNormalization,
} from "./batch-normalization.ts";
export { Clip, clip } from "./clip.ts";
export { Concat, concat } from "./concat.ts";
export { Conv, type ConvOptions, conv } from "./conv.ts";
export { Gemm, linear } from "./gemm.ts";
export { GlobalAveragePool, globalAveragePool } from "./global-average-pool.ts";
export { Identity, identity } from "./identity.ts";
export { MatMul, matMul } from "./mat-mul.ts";
export { MaxPool, maxPool } from "./max-pool.ts";
export { Mul, mul } from "./mul.ts";
export { Pad, repeatEdge } from "./pad.ts";
export { Relu, relu } from "./relu.ts";
export { Reshape, reshape } from "./reshape.ts";
export { Resize, resizeBilinear } from "./resize.ts";
export { Sub, sub } from "./sub.ts";
