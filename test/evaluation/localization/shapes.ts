import fc from "fast-check";
import type { CaseToLocalize } from "../../../src/evaluation/localization/measure-case.ts";
import type { Heatmap } from "../../../src/evaluation/localization/pointing-game.ts";
import type { Box, Mask, Shape } from "../../../src/evaluation/localization/shapes.ts";

/** A box of eighths of the image, whose edges lie between grid points. */
export const boxOfEighths: fc.Arbitrary<Box> = fc
  .tuple(fc.nat(6), fc.nat(6), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .map(([left, top, width, height]) => ({
    left: left / 8,
    top: top / 8,
    right: Math.min(8, left + width) / 8,
    bottom: Math.min(8, top + height) / 8,
  }));

/** A map of whole numbers, many of them equal. */
export const heatmap: fc.Arbitrary<Heatmap> = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .chain(([rows, columns]) =>
    fc
      .array(fc.nat(9), { minLength: rows * columns, maxLength: rows * columns })
      .map((values) => ({ rows, columns, data: Float32Array.from(values) })),
  );

export function mirroredMap({ rows, columns, data }: Heatmap): Heatmap {
  const mirrored = data.map((_, cell) => {
    const column = cell % columns;
    return data[cell - column + (columns - 1 - column)] ?? 0;
  });
  return { rows, columns, data: mirrored };
}

export function mirroredBox({ left, right, ...rest }: Box): Box {
  return { left: 1 - right, right: 1 - left, ...rest };
}

/** A mask of so many pixels a side that is the box of eighths. */
export function maskOf({ left, top, right, bottom }: Box, side = 64): Mask {
  const data = new Uint8Array(side * side);
  for (let row = top * side; row < bottom * side; row++)
    data.fill(255, row * side + left * side, row * side + right * side);
  return { rows: side, columns: side, data };
}

/** A map that is strongest in one cell of 8 x 8 and weak elsewhere. */
export function hotAt(row: number, column: number): Heatmap {
  const data = new Float32Array(64).fill(0.01);
  data[row * 8 + column] = 1;
  return { rows: 8, columns: 8, data };
}

export function caseOf(
  heat: Heatmap,
  shapes: readonly Shape[],
  patientId = "p",
  name = "Mass",
): CaseToLocalize {
  return { name, patientId, heatmap: heat, shapes, calledPositive: null };
}
