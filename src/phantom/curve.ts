/** A smooth function of one variable, e.g. the half-width of the thorax by height. */
export type Curve = (position: number) => number;

/** A point that a curve passes through: [position, value]. */
export type Knot = readonly [position: number, value: number];

/**
 * The smooth curve through knots with rising positions, constant beyond both ends.
 *
 * Monotone cubic interpolation: never overshoots its knots, so outlines have no bumps that nobody drew
 * (Fritsch and Carlson, "Monotone Piecewise Cubic Interpolation", SIAM J. Numer. Anal. 17, 1980; slopes
 * by the harmonic mean of Fritsch and Butland, 1984).
 */
export function curveThrough(knots: readonly Knot[]): Curve {
  const positions = knots.map(([position]) => position);
  const values = knots.map(([, value]) => value);
  const slopes = slopesOf(positions, values);
  const last = knots.length - 1;
  return (position) => {
    if (position <= at(positions, 0)) return at(values, 0);
    if (position >= at(positions, last)) return at(values, last);
    let low = 0;
    while (at(positions, low + 1) < position) low++;
    const width = at(positions, low + 1) - at(positions, low);
    const t = (position - at(positions, low)) / width;
    const s = 1 - t;
    return (
      at(values, low) * (1 + 2 * t) * s * s +
      at(slopes, low) * width * t * s * s +
      at(values, low + 1) * (3 - 2 * t) * t * t -
      at(slopes, low + 1) * width * t * t * s
    );
  };
}

/** The slope at each knot; zero where the knots turn. */
function slopesOf(positions: readonly number[], values: readonly number[]): number[] {
  const secants = positions
    .slice(1)
    .map(
      (position, index) =>
        (at(values, index + 1) - at(values, index)) / (position - at(positions, index)),
    );
  return positions.map((_, index) => {
    const before = secants[index - 1] ?? at(secants, 0);
    const after = secants[index] ?? before;
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
}

/** An element that is known to exist. */
function at(list: readonly number[], index: number): number {
  return list[index] ?? 0;
}

/** 0 below `from`, 1 above `to`, a smooth S between them; `from` may be the larger one. */
export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
