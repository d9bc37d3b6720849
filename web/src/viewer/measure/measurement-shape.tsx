import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from "react";
import { useTranslator } from "../../language/language-context.tsx";
import type { Point } from "../geometry/affine.ts";
import { movedWithin } from "../geometry/point-draft.ts";
import type { Measurement, MeasurementKind } from "./measurement.ts";
import styles from "./measurement-shape.module.css";

interface MeasurementShapeProps {
  readonly measurement: Measurement;
  /** What it stays within. */
  readonly image: { readonly columns: number; readonly rows: number };
  readonly name: string;
  readonly value: string;
  /** From the image to the screen. */
  readonly toScreen: (point: Point) => Point;
  /** From the screen to the image, and what lies around it. */
  readonly toImage: (place: Point) => Point;
  readonly onMove: (points: readonly Point[]) => void;
  readonly onRemove: () => void;
  /** Hears that it is taken hold of, or let go. */
  readonly onSelect: (isSelected: boolean) => void;
}

/**
 * A measurement on the image. Its points and lines can be dragged, its points moved with arrow keys; it is selected
 * while one of its points has the focus, and Delete removes it then.
 */
export function MeasurementShape(props: MeasurementShapeProps) {
  const { measurement, image, name, value, toScreen, toImage, onMove, onRemove } = props;
  const { text, direction } = useTranslator();
  const { kind, points } = measurement;
  const dragged = useRef<{ readonly from: Point; readonly points: readonly Point[] } | null>(null);
  /** Moves some of the points by a distance on the screen: together, or the image's edge would bend what they make. */
  const moved = (moving: readonly number[], start: readonly Point[], distance: Point) => {
    const [fromX, fromY] = toImage([0, 0]);
    const [toX, toY] = toImage(distance);
    onMove(movedWithin(start, moving, [toX - fromX, toY - fromY], image));
  };
  const drag = (moving: readonly number[]) => ({
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      // The tool that is chosen does not act where a measurement is taken hold of.
      event.stopPropagation();
      // Whoever took hold of it may press Delete.
      focusNear(event.currentTarget);
      event.currentTarget.setPointerCapture(event.pointerId);
      dragged.current = { from: [event.clientX, event.clientY], points };
    },
    onPointerMove(event: PointerEvent) {
      if (dragged.current === null) return;
      event.stopPropagation();
      const { from, points: start } = dragged.current;
      moved(moving, start, [event.clientX - from[0], event.clientY - from[1]]);
    },
    // The browser would give the focus to the image, and Delete would have nothing to remove.
    onMouseDown: (event: MouseEvent) => event.preventDefault(),
    onPointerUp: () => {
      dragged.current = null;
    },
    onPointerCancel: () => {
      dragged.current = null;
    },
  });
  const keys = (index: number) => (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const isRemoval = event.key === "Delete" || event.key === "Backspace";
    if (step === undefined && !isRemoval) return;
    event.preventDefault();
    event.stopPropagation();
    if (isRemoval) return onRemove();
    const size = event.shiftKey ? 10 : 1;
    if (step !== undefined) moved([index], points, [step[0] * size, step[1] * size]);
  };
  const places = points.map(toScreen);
  const label = labelPlace(kind, places);
  return (
    <g className={styles.measurement}>
      {linesOf(kind).map(([from, to]) => (
        <Line
          key={`${from}-${to}`}
          kind={kind}
          from={places[from]}
          to={places[to]}
          {...drag(kind === "ratio" ? [from, to] : points.map((_, index) => index))}
        />
      ))}
      {places.map(([x, y], index) => (
        // biome-ignore lint/a11y/useSemanticElements: there are no buttons within SVG
        <g
          // biome-ignore lint/suspicious/noArrayIndexKey: a point is known by its place in the measurement
          key={index}
          role="button"
          tabIndex={0}
          className={styles.point}
          aria-label={text("viewer.measurement.point", {
            name,
            index: index + 1,
            count: points.length,
          })}
          onKeyDown={keys(index)}
          onFocus={() => props.onSelect(true)}
          onBlur={() => props.onSelect(false)}
          {...drag([index])}
        >
          <circle className={styles.target} cx={x} cy={y} r={16} />
          <circle className={styles.handle} cx={x} cy={y} r={5} />
        </g>
      ))}
      <text
        className={styles.label}
        x={label[0] + 10}
        y={label[1] - 10}
        direction={direction}
        // Either way it begins at the point and goes to the right.
        textAnchor={direction === "rtl" ? "end" : "start"}
      >
        {value}
      </text>
    </g>
  );
}

/** Gives a point the focus: the one that was taken hold of, or the first of the line's measurement. */
function focusNear(element: Element): void {
  const point = element.matches("[tabindex]")
    ? element
    : element.parentElement?.querySelector("[tabindex]");
  if (point instanceof SVGElement) point.focus();
}

/** A measurement that is being made. */
export function DraftShape({
  kind,
  places,
}: {
  readonly kind: MeasurementKind;
  readonly places: readonly Point[];
}) {
  return (
    <g className={styles.draft}>
      {linesOf(kind).map(([from, to]) => (
        <Line key={`${from}-${to}`} kind={kind} from={places[from]} to={places[to]} />
      ))}
      {places.map(([x, y], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a point is known by its place
        <circle key={index} className={styles.handle} cx={x} cy={y} r={4} />
      ))}
    </g>
  );
}

/** A line, or the box between two corners, with a wider stroke to take hold of. */
function Line({
  kind,
  from,
  to,
  ...handlers
}: {
  readonly kind: MeasurementKind;
  readonly from: Point | undefined;
  readonly to: Point | undefined;
  readonly onPointerDown?: (event: PointerEvent) => void;
  readonly onMouseDown?: (event: MouseEvent) => void;
  readonly onPointerMove?: (event: PointerEvent) => void;
  readonly onPointerUp?: () => void;
  readonly onPointerCancel?: () => void;
}) {
  if (from === undefined || to === undefined) return null;
  const path =
    kind === "statistics"
      ? `M${from} L${to[0]},${from[1]} L${to} L${from[0]},${to[1]} Z`
      : `M${from} L${to}`;
  return (
    <g {...handlers}>
      <path className={styles.grip} d={path} />
      <path className={styles.shadow} d={path} />
      <path className={styles.line} d={path} />
    </g>
  );
}

/** Which points lines join. */
function linesOf(kind: MeasurementKind): readonly (readonly [number, number])[] {
  if (kind === "angle") return ANGLE;
  return kind === "ratio" ? RATIO : LINE;
}

const LINE = [[0, 1]] as const;
const ANGLE = [
  [0, 1],
  [1, 2],
] as const;
const RATIO = [
  [0, 1],
  [2, 3],
] as const;

/** Where the value stands: at the corner of an angle, otherwise at the point that is furthest right. */
function labelPlace(kind: MeasurementKind, places: readonly Point[]): Point {
  const corner = kind === "angle" ? places[1] : undefined;
  return corner ?? places.reduce((right, place) => (place[0] > right[0] ? place : right), [0, 0]);
}

/** What arrow keys move by, in CSS pixels. */
const STEPS: Readonly<Record<string, Point | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
