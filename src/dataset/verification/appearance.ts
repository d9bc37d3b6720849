import { AVERAGE_CHEST, SIDE } from "./average-chest.ts";

/** How an image lies against the average frontal chest radiograph. */
export interface Appearance {
  /** Correlation as the image is, from -1 to 1. */
  readonly upright: number;
  /** The turn (degrees, clockwise) and inversion that would make it most alike. */
  readonly best: { readonly turn: Turn; readonly inverted: boolean; readonly correlation: number };
  /** Whether its greys hardly differ. */
  readonly blank: boolean;
}

export type Turn = 0 | 90 | 180 | 270;

const TURNS: readonly Turn[] = [0, 90, 180, 270];

/** Standard deviation of greys (0 to 1) below which there is nothing to see. */
const BLANK = 0.01;

/**
 * Compares a radiograph's thumbnail with the average chest: Pearson's correlation over SIDE x SIDE greys, in
 * four turns, as it is and inverted. Brightness and contrast do not matter; mirrored images can't be told.
 *
 * @param thumbnail SIDE x SIDE greys from 0 to 1.
 */
export function appearanceOf(thumbnail: Float32Array): Appearance {
  const standard = standardize(thumbnail);
  if (standard === null)
    return { upright: 0, best: { turn: 0, inverted: false, correlation: 0 }, blank: true };
  const correlations = TURNS.map((turn) => ({ turn, value: correlate(standard, turn) }));
  const upright = correlations[0]?.value ?? 0;
  const [best = { turn: 0 as Turn, value: 0 }] = correlations.toSorted(
    (one, other) => Math.abs(other.value) - Math.abs(one.value),
  );
  return {
    upright,
    best: { turn: best.turn, inverted: best.value < 0, correlation: Math.abs(best.value) },
    blank: false,
  };
}

/** Mean 0 and standard deviation 1; null where all greys are alike. */
function standardize(greys: Float32Array): Float64Array | null {
  const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
  const variance = greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / greys.length;
  const deviation = Math.sqrt(variance);
  return deviation < BLANK ? null : Float64Array.from(greys, (grey) => (grey - mean) / deviation);
}

/** With the image turned clockwise by so many degrees. */
function correlate(image: Float64Array, turn: Turn): number {
  let sum = 0;
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++)
      sum += (AVERAGE_CHEST[row * SIDE + column] ?? 0) * (image[turned(row, column, turn)] ?? 0);
  }
  return sum / (SIDE * SIDE);
}

/** Where in the image the pixel comes from that a clockwise turn brings to a place. */
function turned(row: number, column: number, turn: Turn): number {
  const last = SIDE - 1;
  switch (turn) {
    case 0:
      return row * SIDE + column;
    case 90:
      return (last - column) * SIDE + row;
    case 180:
      return (last - row) * SIDE + last - column;
    case 270:
      return column * SIDE + last - row;
  }
}
