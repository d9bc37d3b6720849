import { useTranslator } from "../../language/language-context.tsx";
import type { Point } from "../geometry/affine.ts";
import type { Box, ShownBox } from "../viewer.tsx";
import styles from "./box-shapes.module.css";

/** Boxes that people drew, with their labels. */
export function BoxShapes({
  boxes,
  toScreen,
}: {
  readonly boxes: readonly ShownBox[];
  readonly toScreen: (point: Point) => Point;
}) {
  return boxes.map(({ id, box, label }) => (
    <BoxShape key={id} box={box} label={label} toScreen={toScreen} />
  ));
}

/** One box; it may lie on its side. */
export function BoxShape({
  box: [left, top, right, bottom],
  label,
  toScreen,
}: {
  readonly box: Box;
  readonly label: string | null;
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
  const x = Math.min(...corners.map(([across]) => across));
  const y = Math.min(...corners.map(([, down]) => down));
  return (
    <g className={styles.box}>
      <polygon className={styles.shadow} points={points} />
      <polygon className={styles.outline} points={points} />
      {label !== null && (
        // Above the box, unless that is beyond the screen.
        <text
          className={styles.label}
          x={x + 2}
          y={y > 20 ? y - 6 : y + 16}
          direction={direction}
          textAnchor={direction === "rtl" ? "end" : "start"}
        >
          {label}
        </text>
      )}
    </g>
  );
}
