export { binaryCrossEntropyWithLogits } from "./binary-cross-entropy.ts";
export { dropout, dropPath } from "./dropout.ts";
export { gelu, geluTanh } from "./gelu.ts";
export { hardSwish } from "./hard-swish.ts";
export { type NormalizedBatch, normalizeBatch } from "./normalize-batch.ts";
export { silu } from "./silu.ts";
export { softplus } from "./softplus.ts";
