/**
 * Text burned into a picture, as lead letters burn side markers into real radiographs.
 *
 * The letters are ours, five dots wide and seven high.
 */
export const LETTERS: Readonly<Record<string, readonly string[]>> = {
  C: [".###.", "#...#", "#....", "#....", "#....", "#...#", ".###."],
  E: ["#####", "#....", "#....", "####.", "#....", "#....", "#####"],
  H: ["#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
  I: [".###.", "..#..", "..#..", "..#..", "..#..", "..#..", ".###."],
  L: ["#....", "#....", "#....", "#....", "#....", "#....", "#####"],
  N: ["#...#", "##..#", "##..#", "#.#.#", "#..##", "#..##", "#...#"],
  R: ["####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"],
  S: [".####", "#....", "#....", ".###.", "....#", "....#", "####."],
  T: ["#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."],
  Y: ["#...#", "#...#", ".#.#.", "..#..", "..#..", "..#..", "..#.."],
};

export const WIDTH = 5;
export const HEIGHT = 7;

/** Where a marker goes: a corner of the picture, and the size of a dot in pixels. */
export interface MarkerPlace {
  readonly corner: "upper right" | "lower left" | "lower right";
  readonly dot: number;
}

/** The grey of lead letters: nearly clear film. */
export const LEAD = 0.96;

/** Draws text into a picture, in place. Knows the letters of SYNTHETIC, L and R. */
export function drawMarker(
  picture: { readonly pixels: Float32Array; readonly rows: number; readonly columns: number },
  text: string,
  { corner, dot }: MarkerPlace,
): void {
  const margin = 4 * dot;
  const width = (text.length * (WIDTH + 1) - 1) * dot;
  const left = corner === "lower left" ? margin : picture.columns - margin - width;
  const top = corner === "upper right" ? margin * 2 : picture.rows - margin - HEIGHT * dot;
  [...text].forEach((letter, position) => {
    const pattern = LETTERS[letter];
    if (pattern === undefined)
      throw new RangeError(`No marker letter "${letter}": have ${Object.keys(LETTERS).join("")}.`);
    drawLetter(picture, pattern, left + position * (WIDTH + 1) * dot, top, dot);
  });
}

function drawLetter(
  picture: { readonly pixels: Float32Array; readonly rows: number; readonly columns: number },
  pattern: readonly string[],
  left: number,
  top: number,
  dot: number,
): void {
  for (let row = 0; row < HEIGHT * dot; row++) {
    for (let column = 0; column < WIDTH * dot; column++) {
      if (pattern[Math.floor(row / dot)]?.[Math.floor(column / dot)] !== "#") continue;
      const [y, x] = [top + row, left + column];
      if (y < 0 || y >= picture.rows || x < 0 || x >= picture.columns) continue;
      picture.pixels[y * picture.columns + x] = LEAD;
    }
  }
}
