/**
 * Losses of multi-label classification, as functions on graph values.
 *
 * @module
 */
export { LossSchema, type LossSettings, lossOf } from "./loss.ts";
