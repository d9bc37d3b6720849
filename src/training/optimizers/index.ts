/**
 * Optimizers over one flat array of parameters.
 *
 * @module
 */
export { adam } from "./adam.ts";
export { createOptimizer, OptimizerSchema, type OptimizerSettings } from "./create-optimizer.ts";
export type { Optimizer, ParameterGroup } from "./optimizer.ts";
