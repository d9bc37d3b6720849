import { type Affine, invert, type Point, transform } from "./affine.ts";

/** How an image lies on the screen, whatever the size of either: two images can share it. */
export interface View {
  /** The image's point in the middle of the screen, in shares of its width and height. */
  readonly centre: Point;
  /** 1: the whole image fits just so. */
  readonly zoom: number;
  /** Clockwise. */
  readonly quarterTurns: number;
  /** Left and right changed places, before the image was turned. */
  readonly isMirrored: boolean;
}

/** The sizes that a view joins. */
export interface Frame {
  /** Of the screen, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Width and height of an image's pixel, in any unit. */
  readonly pixelSize: Point;
}

/** The whole image, as the file has it. */
export const WHOLE: View = { centre: [0.5, 0.5], zoom: 1, quarterTurns: 0, isMirrored: false };

const SMALLEST_ZOOM = 0.5;
const LARGEST_ZOOM = 40;

/** Takes an image's points to the screen; (0, 0) is the outer corner of its first pixel. */
export function affineOf(view: View, frame: Frame): Affine {
  const linear = linearOf(view, frame);
  const [x, y] = transform(linear, pointAt(view.centre, frame));
  return { ...linear, e: frame.width / 2 - x, f: frame.height / 2 - y };
}

/** Moves the image by CSS pixels, as far as its edge comes to the middle of the screen. */
export function panned(view: View, frame: Frame, [across, down]: Point): View {
  return lookingAt(view, frame, [frame.width / 2 - across, frame.height / 2 - down]);
}

/** Brings the image closer by a factor; what is at a place of the screen stays there. */
export function zoomed(view: View, frame: Frame, factor: number, place: Point): View {
  const { zoom } = magnified(view, factor);
  const [x, y] = place;
  const ratio = view.zoom / zoom;
  const middle = [x + (frame.width / 2 - x) * ratio, y + (frame.height / 2 - y) * ratio] as const;
  return { ...lookingAt(view, frame, middle), zoom };
}

/** Closer by a factor, with the same point in the middle. */
export function magnified(view: View, factor: number): View {
  return { ...view, zoom: Math.min(LARGEST_ZOOM, Math.max(SMALLEST_ZOOM, view.zoom * factor)) };
}

/** Turned by a quarter, clockwise. */
export function turned(view: View): View {
  return { ...view, quarterTurns: (view.quarterTurns + 1) % 4 };
}

/** Mirrored as one sees it: what is left on the screen comes to the right. */
export function mirrored(view: View): View {
  return {
    ...view,
    isMirrored: !view.isMirrored,
    quarterTurns: (4 - view.quarterTurns) % 4,
  };
}

/** With what is at a place of the screen brought to its middle. */
function lookingAt(view: View, frame: Frame, place: Point): View {
  const [x, y] = transform(invert(affineOf(view, frame)), place);
  const share = (value: number, size: number) => Math.min(1, Math.max(0, value / size));
  return { ...view, centre: [share(x, frame.columns), share(y, frame.rows)] };
}

function pointAt([across, down]: Point, { columns, rows }: Frame): Point {
  return [across * columns, down * rows];
}

/** The view without what moves the image. */
function linearOf({ zoom, quarterTurns, isMirrored }: View, frame: Frame): Affine {
  const [pixelWidth, pixelHeight] = frame.pixelSize;
  const size = [frame.columns * pixelWidth, frame.rows * pixelHeight] as const;
  const [width, height] = quarterTurns % 2 === 0 ? size : [size[1], size[0]];
  const scale = zoom * Math.min(frame.width / width, frame.height / height);
  const cosine = [1, 0, -1, 0][quarterTurns] ?? 1;
  const sine = [0, 1, 0, -1][quarterTurns] ?? 0;
  const across = scale * pixelWidth * (isMirrored ? -1 : 1);
  const down = scale * pixelHeight;
  return { a: cosine * across, b: sine * across, c: -sine * down, d: cosine * down, e: 0, f: 0 };
}
