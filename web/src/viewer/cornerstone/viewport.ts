import { Enums, StackViewport, type Types } from "@cornerstonejs/core";
import { type Affine, affineThrough, invert, type Point, transform } from "../geometry/affine.ts";
import type { GreyRamp, ViewerImage } from "../grey/viewer-image.ts";
import { type Backend, currentBackend, renderingEngine } from "./engine.ts";
import { offerImage, withdrawImage } from "./image-loader.ts";

/** How an image is to be drawn. */
export interface Drawing {
  /** From the image to the screen, as `affineOf` gives it. */
  readonly affine: Affine;
  readonly ramp: GreyRamp;
  readonly isInverted: boolean;
}

/** A place on the page where cornerstone3D draws an image. */
export interface RadiographViewport {
  readonly draw: (drawing: Drawing) => void;
  /** After the element changed its size. */
  readonly resize: () => void;
  /** Gives everything back. */
  readonly close: () => void;
}

let opened = 0;

/**
 * Opens a viewport in an element.
 *
 * @param drawn hears where the image lies, read back from cornerstone3D, each time that it was drawn.
 * @param failed hears that it can't be drawn.
 */
export function openViewport(
  element: HTMLDivElement,
  image: ViewerImage,
  drawn: (affine: Affine) => void,
  failed: (error: unknown) => void,
): RadiographViewport {
  const backend = currentBackend();
  const engine = renderingEngine();
  opened += 1;
  const viewportId = `radiograph-${opened}`;
  const imageId = offerImage(viewportId, image);
  let isOpen = true;
  let wanted: Drawing | null = null;
  let viewport: StackViewport | null = null;
  const rendered = () => {
    if (viewport !== null) drawn(readAffine(viewport, image, backend));
  };
  const draw = () => {
    if (viewport === null || wanted === null) return;
    const { ramp, isInverted } = wanted;
    viewport.setProperties({
      voiRange: { lower: ramp.low, upper: ramp.high },
      invert: isInverted,
    });
    place(viewport, image, backend, wanted.affine);
    viewport.render();
  };
  const open = async () => {
    // React mounts twice in development: what is closed at once was never opened.
    await Promise.resolve();
    if (!isOpen) return;
    engine.enableElement({ viewportId, element, type: Enums.ViewportType.STACK });
    const stack = engine.getViewport(viewportId);
    if (!(stack instanceof StackViewport)) throw new TypeError("no stack viewport");
    element.addEventListener(Enums.Events.IMAGE_RENDERED, rendered);
    await stack.setStack([imageId]);
    if (!isOpen) return;
    viewport = stack;
    draw();
  };
  open().catch((error: unknown) => {
    if (isOpen) failed(error);
  });
  return {
    draw(drawing) {
      wanted = drawing;
      draw();
    },
    resize() {
      if (viewport === null) return;
      engine.resize(false, true);
      draw();
    },
    close() {
      isOpen = false;
      viewport = null;
      element.removeEventListener(Enums.Events.IMAGE_RENDERED, rendered);
      if (engine.getViewport(viewportId)) engine.disableElement(viewportId);
      withdrawImage(imageId);
      element.replaceChildren();
    },
  };
}

/** Lays the image as an affine map says. */
function place(
  viewport: StackViewport,
  image: ViewerImage,
  backend: Backend,
  affine: Affine,
): void {
  if (backend === "gpu") placeByCamera(viewport, image, affine);
  else placeByProcessor(viewport, image, affine);
}

/** With WebGL, cornerstone3D looks at the image through a camera. */
function placeByCamera(viewport: StackViewport, image: ViewerImage, affine: Affine): void {
  const { clientWidth, clientHeight } = viewport.element;
  const { a, b, c, d } = affine;
  const [across, down] = image.pixelSize;
  const back = invert(affine);
  const middle = transform(back, [clientWidth / 2, clientHeight / 2]);
  const above = transform(back, [clientWidth / 2, clientHeight / 2 - 1]);
  const up = [(above[0] - middle[0]) * across, (above[1] - middle[1]) * down] as const;
  const worldPerScreen = Math.hypot(...up);
  const side = a * d - b * c > 0 ? -1 : 1;
  const focalPoint = worldOf(middle, image, "gpu");
  viewport.setCamera({
    focalPoint,
    position: [focalPoint[0], focalPoint[1], side * (image.rows + image.columns)],
    viewPlaneNormal: [0, 0, side],
    viewUp: [up[0] / worldPerScreen, up[1] / worldPerScreen, 0],
    parallelScale: (clientHeight / 2) * worldPerScreen,
  });
}

/** Without WebGL, it moves, turns and mirrors the image, in this order; only moves are relative. */
function placeByProcessor(viewport: StackViewport, image: ViewerImage, affine: Affine): void {
  const { a, b, c, d } = affine;
  const [across] = image.pixelSize;
  const isMirrored = a * d - b * c < 0;
  const sign = isMirrored ? -1 : 1;
  const degrees = Math.round((Math.atan2(sign * b, sign * a) * 180) / Math.PI);
  viewport.setViewPresentation({ rotation: (degrees + 360) % 360 });
  const canvasPerScreen = viewport.canvas.width / viewport.element.clientWidth;
  viewport.setCamera({
    flipHorizontal: isMirrored,
    scale: (Math.hypot(a, b) / across) * canvasPerScreen,
  });
  const screen = [viewport.element.clientWidth / 2, viewport.element.clientHeight / 2] as const;
  const is = worldOf(transform(invert(readAffine(viewport, image, "cpu")), screen), image, "cpu");
  const shall = worldOf(transform(invert(affine), screen), image, "cpu");
  const { focalPoint = [0, 0, 0] } = viewport.getCamera();
  viewport.setCamera({
    focalPoint: [focalPoint[0] + shall[0] - is[0], focalPoint[1] + shall[1] - is[1], 0],
  });
}

/** Where cornerstone3D draws the image. */
function readAffine(viewport: StackViewport, image: ViewerImage, backend: Backend): Affine {
  // Without WebGL the canvas has as many pixels as CSS, but cornerstone3D reckons with those of the screen.
  const { canvas, element } = viewport;
  const factor = (window.devicePixelRatio * element.clientWidth) / canvas.width;
  const at = (place: Point): Point => {
    const [x, y] = viewport.worldToCanvas(worldOf(place, image, backend));
    return [x * factor, y * factor];
  };
  return affineThrough(at([0, 0]), at([1, 0]), at([0, 1]));
}

/** A place of the image in cornerstone3D's world. Its pixels are points with WebGL, and squares without. */
function worldOf([x, y]: Point, { pixelSize }: ViewerImage, backend: Backend): Types.Point3 {
  const half = backend === "gpu" ? 0.5 : 0;
  return [(x - half) * pixelSize[0], (y - half) * pixelSize[1], 0];
}
