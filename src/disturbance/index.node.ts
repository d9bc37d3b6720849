export { disturbAll } from "./disturb-all.node.ts";
export type { Disturbance } from "./disturbance.ts";
export { DISTURBANCES } from "./disturbances.node.ts";
export { reduceTo } from "./resolution.ts";
