/** Across, then down. */
export type Point = readonly [x: number, y: number];

/** An affine map of the plane, in the order of CSS's matrix(): x' = a x + c y + e, y' = b x + d y + f. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** Where a map takes a point. */
export function transform({ a, b, c, d, e, f }: Affine, [x, y]: Point): Point {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The map back. @throws RangeError if there is none. */
export function invert({ a, b, c, d, e, f }: Affine): Affine {
  const determinant = a * d - b * c;
  if (determinant === 0) throw new RangeError("The map takes the plane to a line.");
  return {
    a: d / determinant,
    b: -b / determinant,
    c: -c / determinant,
    d: a / determinant,
    e: (c * f - d * e) / determinant,
    f: (b * e - a * f) / determinant,
  };
}

/** The map that takes (0, 0), (1, 0) and (0, 1) to these places. */
export function affineThrough(origin: Point, right: Point, below: Point): Affine {
  return {
    a: right[0] - origin[0],
    b: right[1] - origin[1],
    c: below[0] - origin[0],
    d: below[1] - origin[1],
    e: origin[0],
    f: origin[1],
  };
}

/** A map after the plane was stretched by these factors. */
export function afterScaling(map: Affine, across: number, down: number): Affine {
  const { a, b, c, d } = map;
  return { ...map, a: a * across, b: b * across, c: c * down, d: d * down };
}

/** A map as CSS writes it. */
export function cssMatrix({ a, b, c, d, e, f }: Affine): string {
  return `matrix(${[a, b, c, d, e, f].join(", ")})`;
}
