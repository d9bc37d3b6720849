/**
 * Synthetic radiographs to learn from, made on the fly.
 *
 * @module
 */
export { type GenerationOptions, generateRadiographs } from "./generate.node.ts";
export { GENERATED_FILES } from "./label-table.ts";
export { type PlannedRadiograph, planRadiographs } from "./plan.ts";
export type { GeneratedSettings } from "./settings.ts";
