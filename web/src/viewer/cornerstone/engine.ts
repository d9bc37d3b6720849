import {
  Enums,
  eventTarget,
  getShouldUseCPURendering,
  init,
  RenderingEngine,
  setUseCPURendering,
} from "@cornerstonejs/core";
import { getRenderingCapabilities } from "@cornerstonejs/core/utilities/renderingCapabilities";
import { registerImages } from "./image-loader.ts";

/** What draws: the graphics card by WebGL, or the processor. */
export type Backend = "gpu" | "cpu";

/**
 * The one engine of the page. It outlives the viewer: browsers allow few WebGL contexts, and give those of
 * discarded engines back when it suits them.
 */
let engine: RenderingEngine | null = null;

const listeners = new Set<() => void>();

/** The engine; the first call starts it. */
export function renderingEngine(): RenderingEngine {
  if (engine !== null) return engine;
  init({ rendering: { webGlContextCount: 1 }, debug: {} });
  registerImages();
  eventTarget.addEventListener(Enums.Events.WEBGL_CONTEXT_LOST, drawByProcessor);
  engine = new RenderingEngine("thorascope");
  return engine;
}

/** What draws now. */
export function currentBackend(): Backend {
  renderingEngine();
  return getShouldUseCPURendering() ? "cpu" : "gpu";
}

/** Listens to changes of what draws; the function that it returns ends that. */
export function subscribeToBackend(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells whether the graphics card takes an image of this size. */
export function fitsGraphicsCard(rows: number, columns: number): boolean {
  const { maxTextureSize } = getRenderingCapabilities();
  return Math.max(rows, columns) <= maxTextureSize;
}

/** From now on the processor draws: the graphics card was lost, or an image is too large for it. */
export function drawByProcessor(): void {
  if (currentBackend() === "cpu") return;
  const running = renderingEngine();
  for (const { id } of running.getViewports()) running.disableElement(id);
  setUseCPURendering(true, false);
  for (const listener of listeners) listener();
}
