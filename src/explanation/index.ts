/**
 * Grad-CAM in closed form, as nodes of a graph.
 *
 * @module
 */
export { linearGradCam } from "./linear-grad-cam.ts";
