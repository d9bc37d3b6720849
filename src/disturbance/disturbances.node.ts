import { COLLIMATION, ONE_SIDED_COLLIMATION } from "./collimation.ts";
import type { Disturbance } from "./disturbance.ts";
import { FRAME } from "./frame.ts";
import { GAMMA } from "./gamma.ts";
import { JPEG } from "./jpeg.node.ts";
import { NOISE } from "./noise.ts";
import { RESOLUTION } from "./resolution.ts";
import { ROTATION } from "./rotation.ts";
import { SIDE_MARKER } from "./side-marker.ts";
import { WINDOW_CENTRE, WINDOW_WIDTH } from "./window.ts";

/** All disturbances: of detail, of grey, of what covers the image, of how it lies. */
export const DISTURBANCES: readonly Disturbance[] = [
  RESOLUTION,
  JPEG,
  NOISE,
  GAMMA,
  WINDOW_CENTRE,
  WINDOW_WIDTH,
  SIDE_MARKER,
  COLLIMATION,
  ONE_SIDED_COLLIMATION,
  FRAME,
  ROTATION,
];
