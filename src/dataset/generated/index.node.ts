/** Synthetic radiographs to learn from, made on the fly. */
export { generateRadiographs } from "./generate.node.ts";
export { GENERATED_FILES } from "./label-table.ts";
export { type GeneratedSettings, type PlannedRadiograph, planRadiographs } from "./plan.ts";
