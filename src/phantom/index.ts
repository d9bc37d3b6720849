/**
 * Synthetic chest radiographs of known anatomy, with lesions of known place: no patient stands
 * behind them.
 *
 * @module
 */
export type { Box } from "./box.ts";
export {
  type Anatomy,
  bedside,
  type ChestDescription,
  describeChest,
  type Exposure,
  retake,
} from "./description.ts";
export type { Side } from "./frame.ts";
export { type Lesion, SHOWN_FINDINGS, type ShownFinding } from "./lesion.ts";
export { drawMarker, type MarkerPlace } from "./marker.ts";
export { placeLesion } from "./place.ts";
export {
  type RenderedChest,
  type RenderedLesion,
  type RenderOptions,
  renderChest,
} from "./render.ts";
export { withStrength } from "./strength.ts";
