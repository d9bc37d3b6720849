/** Losses of multi-label classification, as functions on graph values. */
export { LossSchema, type LossSettings, lossOf } from "./loss.ts";
