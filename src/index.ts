/**
 * Thorascope as a library: a chest radiograph to a reading.
 *
 * ```ts
 * import { loadModel, readRadiograph } from "thorascope";
 *
 * const model = await loadModel();
 * const reading = await model.read(await readRadiograph("chest.dcm"));
 * ```
 *
 * Research software, not a medical device.
 *
 * @module
 */
export { isThorascopeError, ThorascopeError } from "./errors.ts";
export { displayName, FINDINGS, type Finding, isFinding } from "./findings/index.ts";
export type { ModelDescription } from "./model/description.ts";
export { ModelError, type ModelErrorCode } from "./model/errors.ts";
export {
  type GreyImage,
  type Radiograph,
  type RefusalCode,
  RefusedRadiographError,
  readRadiograph,
  toGrey,
} from "./radiograph/index.node.ts";
export {
  BUNDLED_MODEL,
  type FindingReading,
  type Heatmaps,
  heatmapOf,
  heatmapsToNpy,
  loadModel,
  Model,
  type Reading,
  type ReadOptions,
  readingToJson,
} from "./reading/index.node.ts";
// Not through the room's door, which names types of Observable Plot: they need @types/d3.
export { drawHeatmap } from "./report/heatmap-picture.node.ts";
