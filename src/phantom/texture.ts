import { scramble } from "./random.ts";

/**
 * Smooth random texture over the picture plane, about -1..1, fixed to millimetres rather than pixels.
 *
 * Value noise on a lattice of the given cell size (Perlin, "An Image Synthesizer", SIGGRAPH 1985, in its
 * simplest form), each octave half as large and `persistence` as strong as the one before.
 */
export function texture(
  seed: number,
  cell: number,
  octaves: number,
  persistence = 0.6,
): (x: number, y: number) => number {
  return (x, y) => {
    let sum = 0;
    let strength = 1;
    let total = 0;
    let frequency = 1 / cell;
    for (let octave = 0; octave < octaves; octave++) {
      sum += strength * latticeNoise(seed + octave * 7919, x * frequency, y * frequency);
      total += strength;
      strength *= persistence;
      frequency *= 2;
    }
    return sum / total;
  };
}

/** Random values at whole positions, blended smoothly between them. */
function latticeNoise(seed: number, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const u = x - column;
  const v = y - row;
  const su = u * u * (3 - 2 * u);
  const sv = v * v * (3 - 2 * v);
  const upper = cellValue(seed, column, row) * (1 - su) + cellValue(seed, column + 1, row) * su;
  const lower =
    cellValue(seed, column, row + 1) * (1 - su) + cellValue(seed, column + 1, row + 1) * su;
  return upper * (1 - sv) + lower * sv;
}

/** A number in [-1, 1) that depends on the lattice point alone. */
function cellValue(seed: number, column: number, row: number): number {
  const mixed = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ seed;
  return scramble(mixed) / 2147483648 - 1;
}
