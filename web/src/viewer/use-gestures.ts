import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { Point } from "./geometry/affine.ts";

/** What a pressed pointer does. */
export type Gesture = "window" | "zoom" | "pan" | "points";

/** What fingers, pen, mouse and wheel ask for; places and distances in CSS pixels of the element. */
export interface GestureListeners {
  readonly window: (distance: Point) => void;
  readonly zoom: (factor: number, place: Point) => void;
  readonly pan: (distance: Point) => void;
  /** A point is placed, unless the pointer goes on to draw a line from it. */
  readonly press: (place: Point) => void;
  /** The pointer moves, pressed or not. */
  readonly hover: (place: Point) => void;
  /** The pointer drew a line from where it was pressed to here. */
  readonly release: (place: Point) => void;
  /** What was begun by `press` was a second finger's, not meant. */
  readonly abandon: () => void;
}

/** Distance from which a press becomes a line. */
const LINE_PIXELS = 5;

interface Pressed {
  readonly gesture: Gesture;
  readonly from: Point;
  readonly last: Point;
}

/**
 * Hears pointers and the wheel: the main button or one finger does `gesture`, the middle button moves, the right
 * one zooms, two fingers zoom and move, the wheel zooms to the pointer.
 */
export function useGestures(
  element: RefObject<HTMLElement | null>,
  gesture: Gesture,
  listeners: GestureListeners,
) {
  const latest = useRef(listeners);
  latest.current = listeners;
  const pressed = useRef(new Map<number, Pressed>());
  const placeOf = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    const { left = 0, top = 0 } = element.current?.getBoundingClientRect() ?? {};
    return [event.clientX - left, event.clientY - top];
  };
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const wheel = (event: WheelEvent) => {
      // React listens passively; the page must not scroll.
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
      const { left, top } = target.getBoundingClientRect();
      const factor = Math.exp((-event.deltaY * lines) / 400);
      latest.current.zoom(factor, [event.clientX - left, event.clientY - top]);
    };
    target.addEventListener("wheel", wheel, { passive: false });
    return () => target.removeEventListener("wheel", wheel);
  }, [element]);

  const moved = (pointerId: number, one: Pressed, place: Point) => {
    const others = [...pressed.current]
      .filter(([id]) => id !== pointerId)
      .map(([, other]) => other);
    const distance: Point = [place[0] - one.last[0], place[1] - one.last[1]];
    const [other] = others;
    if (other !== undefined) return pinched(one, other, place);
    if (one.gesture === "pan") latest.current.pan(distance);
    if (one.gesture === "window") latest.current.window(distance);
    if (one.gesture === "zoom") latest.current.zoom(Math.exp(-distance[1] / 150), one.from);
    if (one.gesture === "points") latest.current.hover(place);
  };
  const pinched = (one: Pressed, other: Pressed, place: Point) => {
    const before = gap(one.last, other.last);
    const middle: Point = [(place[0] + other.last[0]) / 2, (place[1] + other.last[1]) / 2];
    if (before > 0) latest.current.zoom(gap(place, other.last) / before, middle);
    latest.current.pan([(place[0] - one.last[0]) / 2, (place[1] - one.last[1]) / 2]);
  };

  return {
    onPointerDown(event: PointerEvent) {
      const place = placeOf(event);
      const which = gestureOf(event.button, gesture);
      if (which === null) return;
      if (event.button === 1) event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      const isSecond = pressed.current.size > 0;
      pressed.current.set(event.pointerId, { gesture: which, from: place, last: place });
      if (isSecond) latest.current.abandon();
      else if (which === "points") latest.current.press(place);
    },
    onPointerMove(event: PointerEvent) {
      const place = placeOf(event);
      const one = pressed.current.get(event.pointerId);
      if (one === undefined) {
        if (gesture === "points") latest.current.hover(place);
        return;
      }
      moved(event.pointerId, one, place);
      pressed.current.set(event.pointerId, { ...one, last: place });
    },
    onPointerUp(event: PointerEvent) {
      const one = pressed.current.get(event.pointerId);
      const isAlone = pressed.current.size === 1;
      pressed.current.delete(event.pointerId);
      // The finger that stays after two zoomed must not draw.
      for (const [id, other] of pressed.current) {
        pressed.current.set(id, { ...other, gesture: "pan" });
      }
      const place = placeOf(event);
      if (one?.gesture === "points" && isAlone && gap(one.from, place) > LINE_PIXELS) {
        latest.current.release(place);
      }
    },
    onPointerCancel(event: PointerEvent) {
      pressed.current.delete(event.pointerId);
      latest.current.abandon();
    },
    onContextMenu(event: { preventDefault: () => void }) {
      event.preventDefault();
    },
  };
}

/** What a mouse's button, or a finger (0), does. */
function gestureOf(button: number, gesture: Gesture): Gesture | null {
  if (button === 0) return gesture;
  if (button === 1) return "pan";
  return button === 2 ? "zoom" : null;
}

function gap([x, y]: Point, [otherX, otherY]: Point): number {
  return Math.hypot(otherX - x, otherY - y);
}
