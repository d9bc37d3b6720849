/**
 * Batches of radiographs and labels, prepared in threads ahead of the network.
 *
 * @module
 */
export { type EvaluationBatch, evaluationBatches } from "./evaluation-batches.node.ts";
export { type Batch, type Loader, type LoaderOptions, openLoader } from "./loader.node.ts";
