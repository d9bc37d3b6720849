export { type EvaluationBatch, evaluationBatches } from "./evaluation-batches.node.ts";
export { type Batch, type Loader, type LoaderOptions, openLoader } from "./loader.node.ts";
