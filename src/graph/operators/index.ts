export { Add, add } from "./add.ts";
export { AveragePool, averagePool } from "./average-pool.ts";
export {
  BatchNormalization,
  type BatchStatistics,
  batchNormalization,
} from "./batch-normalization.ts";
export { Cast, cast } from "./cast.ts";
export { Clip, clip } from "./clip.ts";
export { Concat, concat } from "./concat.ts";
export { Conv, type ConvOptions, conv } from "./conv.ts";
export { ConvTranspose, type ConvTransposeOptions, convTranspose } from "./conv-transpose.ts";
export { Div, div } from "./div.ts";
export { Erf, erf } from "./erf.ts";
export { Exp, exp } from "./exp.ts";
export { Expand, expand } from "./expand.ts";
export { Gemm, type GemmOptions, gemm, linear } from "./gemm.ts";
export { GlobalAveragePool, globalAveragePool } from "./global-average-pool.ts";
export { Greater, greater } from "./greater.ts";
export { Identity, identity } from "./identity.ts";
export { LayerNormalization, layerNormalization } from "./layer-normalization.ts";
export { Log, log } from "./log.ts";
export { MatMul, matMul } from "./mat-mul.ts";
export { MaxPool, maxPool } from "./max-pool.ts";
export { Mul, mul } from "./mul.ts";
export { Neg, neg } from "./neg.ts";
export { Pad, pad, repeatEdge } from "./pad.ts";
export { Pow, pow } from "./pow.ts";
export { ReduceMax, reduceMax } from "./reduce-max.ts";
export { ReduceMean, reduceMean } from "./reduce-mean.ts";
export { ReduceMin, reduceMin } from "./reduce-min.ts";
export { ReduceSum, reduceSum } from "./reduce-sum.ts";
export { Relu, relu } from "./relu.ts";
export { Reshape, reshape } from "./reshape.ts";
export { Resize, resizeBilinear } from "./resize.ts";
export { Sigmoid, sigmoid } from "./sigmoid.ts";
export { Slice, slice } from "./slice.ts";
export { Softmax, softmax } from "./softmax.ts";
export { Split, split } from "./split.ts";
export { Sqrt, sqrt } from "./sqrt.ts";
export { Sub, sub } from "./sub.ts";
export { Tanh, tanh } from "./tanh.ts";
export { Transpose, transpose } from "./transpose.ts";
export { Where, where } from "./where.ts";
