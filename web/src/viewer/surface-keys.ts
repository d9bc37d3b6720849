import type { KeyboardEvent } from "react";
import type { Point } from "./geometry/affine.ts";

/** What keys do to an image that has the focus. */
export interface SurfaceKeys {
  /** Whether points are being placed: then arrows move a cross, not the image. */
  readonly isPlacing: boolean;
  /** Moves the image by CSS pixels. */
  readonly pan: (distance: Point) => void;
  /** Moves the cross by CSS pixels. */
  readonly step: (distance: Point) => void;
  /** Places a point at the cross. */
  readonly place: () => void;
  /** Gives up what is being placed; tells whether there was anything. */
  readonly cancel: () => boolean;
}

const PAN_PIXELS = 40;
const STEP_PIXELS = 5;

/** Does what a key asks for; keys that mean nothing here go on to the page. */
export function pressSurfaceKey(event: KeyboardEvent, keys: SurfaceKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!isDone(event, keys)) return;
  event.preventDefault();
  event.stopPropagation();
}

function isDone({ key, shiftKey }: KeyboardEvent, keys: SurfaceKeys): boolean {
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const size = (keys.isPlacing ? STEP_PIXELS : PAN_PIXELS) * (shiftKey ? 5 : 1);
    const distance: Point = [arrow[0] * size, arrow[1] * size];
    if (keys.isPlacing) keys.step(distance);
    // Whoever presses "right" wants to see what is on the right.
    else keys.pan([-distance[0], -distance[1]]);
    return true;
  }
  if (keys.isPlacing && (key === "Enter" || key === " ")) {
    keys.place();
    return true;
  }
  return key === "Escape" && keys.cancel();
}

/** Directions of the arrow keys on the screen. */
const ARROWS: Readonly<Record<string, Point | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
