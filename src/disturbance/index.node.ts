/**
 * What befalls a radiograph on its way to a model, from mild to severe.
 *
 * @module
 */
export { disturbAll } from "./disturb-all.node.ts";
export type { Disturbance } from "./disturbance.ts";
export { DISTURBANCES } from "./disturbances.node.ts";
export { reduceTo } from "./resolution.ts";
