import { useTranslator } from "../../language/language-context.tsx";
import type { Point } from "../geometry/affine.ts";
import type { Box, ShownBox } from "../viewer.tsx";
import styles from "./box-shapes.module.css";

/** Boxes that people drew, with their labels; those that are not saved yet are dashed, and say so. */
export function BoxShapes({
  boxes,
  width,
  toScreen,
}: {
  readonly boxes: readonly ShownBox[];
  /** Of what is seen, in CSS pixels. */
  readonly width: number;
  readonly toScreen: (point: Point) => Point;
}) {
  const { text } = useTranslator();
  return boxes.map(({ id, box, label, isPending = false }) => (
    <BoxShape
      key={id}
      box={box}
      label={isPending ? text("viewer.box.pending", { label }) : label}
      isPending={isPending}
      width={width}
      toScreen={toScreen}
    />
  ));
}

/** One box; it may lie on its side. */
export function BoxShape({
  box: [left, top, right, bottom],
  label,
  isPending,
  width,
  toScreen,
}: {
  readonly box: Box;
  readonly label: string | null;
  readonly isPending: boolean;
  readonly width: number;
  readonly toScreen: (point: Point) => Point;
}) {
  const { direction } = useTranslator();
  const corners = [
    toScreen([left, top]),
    toScreen([right, top]),
    toScreen([right, bottom]),
    toScreen([left, bottom]),
  ];
  const points = corners.join(" ");
  const xs = corners.map(([across]) => across);
  // A label begins at the box's left, or ends at its right where less room is left of the screen beyond.
  const isAtEnd = Math.min(...xs) > width / 2;
  const x = isAtEnd ? Math.max(...xs) - 2 : Math.min(...xs) + 2;
  const y = Math.min(...corners.map(([, down]) => down));
  return (
    <g className={styles.box} data-pending={isPending}>
      <polygon className={styles.shadow} points={points} />
      <polygon className={styles.outline} points={points} />
      {label !== null && (
        // Above the box, unless that is beyond the screen.
        <text
          className={styles.label}
          x={x}
          y={y > 20 ? y - 6 : y + 16}
          direction={direction}
          textAnchor={(direction === "rtl") === isAtEnd ? "start" : "end"}
        >
          {label}
        </text>
      )}
    </g>
  );
}
