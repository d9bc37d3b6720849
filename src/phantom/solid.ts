import { pixelsWithin, type Raster, rowPosition } from "./raster.ts";

/**
 * The cut of a solid with a horizontal plane: a superellipse around (x, z).
 *
 * |dx / halfWidth|^exponent + |dz / halfDepth|^exponent <= 1. Exponent 2 is an ellipse, more is boxier.
 */
export interface Section {
  readonly x: number;
  readonly z: number;
  readonly halfWidth: number;
  readonly halfDepth: number;
  readonly exponent: number;
}

/** A body described by its horizontal sections, so that every ray's path through it has a closed form. */
export interface Solid {
  readonly top: number;
  readonly bottom: number;
  section(y: number): Section | undefined;
}

/** An ellipsoid, turned in the picture plane: `tilt` is the angle from x to its first axis, in radians. */
export interface Ellipsoid {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly semiAxes: readonly [along: number, across: number, depth: number];
  readonly tilt?: number;
}

/** An ellipsoid as a solid: its horizontal sections are ellipses again. */
export function ellipsoid({ x, y, z, semiAxes, tilt = 0 }: Ellipsoid): Solid {
  const [along, across, depth] = semiAxes;
  const cosine = Math.cos(tilt);
  const sine = Math.sin(tilt);
  const xx = (cosine / along) ** 2 + (sine / across) ** 2;
  const xy = cosine * sine * (1 / along ** 2 - 1 / across ** 2);
  const yy = (sine / along) ** 2 + (cosine / across) ** 2;
  const reach = Math.sqrt((along * sine) ** 2 + (across * cosine) ** 2);
  return {
    top: y - reach,
    bottom: y + reach,
    section: (height) => {
      const dy = height - y;
      const left = 1 - (yy - (xy * xy) / xx) * dy * dy;
      if (left <= 0) return undefined;
      return {
        x: x - (xy / xx) * dy,
        z,
        halfWidth: Math.sqrt(left / xx),
        halfDepth: depth * Math.sqrt(left),
        exponent: 2,
      };
    },
  };
}

/** A solid from a section that changes with height. */
export function column(top: number, bottom: number, section: (y: number) => Section): Solid {
  return {
    top,
    bottom,
    section: (y) => (y < top || y > bottom ? undefined : section(y)),
  };
}

/** Steps of the superellipse tables; read between by straight lines. */
const STEPS = 512;

const profiles = new Map<number, Float64Array>();

/** The table asked for last: neighbouring rays ask for the same one. */
const latest: { exponent: number; profile: Float64Array } = {
  exponent: Number.NaN,
  profile: new Float64Array(),
};

/**
 * (1 - r^n)^(1/n) for r = 1 - t^2, tabulated over t because it rises steeply at the rim. Two powers a
 * pixel would be half of the time that a picture takes.
 */
function profileOf(exponent: number): Float64Array {
  if (latest.exponent === exponent) return latest.profile;
  const profile = profiles.get(exponent) ?? tabulate(exponent);
  profiles.set(exponent, profile);
  latest.exponent = exponent;
  latest.profile = profile;
  return profile;
}

function tabulate(exponent: number): Float64Array {
  return Float64Array.from({ length: STEPS + 2 }, (_, step) => {
    const ratio = Math.max(0, 1 - (step / STEPS) ** 2);
    return (1 - ratio ** exponent) ** (1 / exponent);
  });
}

/** Half the path of the ray at x through a section. */
export function halfPath(section: Section, x: number): number {
  const ratio = Math.abs(x - section.x) / section.halfWidth;
  if (!(ratio < 1)) return 0;
  if (section.exponent === 2) return section.halfDepth * Math.sqrt(1 - ratio * ratio);
  const profile = profileOf(Math.round(section.exponent * 32) / 32);
  const place = Math.sqrt(1 - ratio) * STEPS;
  const step = Math.floor(place);
  const lower = profile[step] ?? 0;
  return section.halfDepth * (lower + ((profile[step + 1] ?? 0) - lower) * (place - step));
}

/** Adds the path through a solid, times a weight, to a raster. */
export function addSolid(raster: Raster, solid: Solid, weight = 1): void {
  const range = pixelsWithin(raster, -1e9, solid.top, 1e9, solid.bottom + raster.spacing);
  for (let row = range.firstRow; row < range.endRow; row++) {
    const y = rowPosition(raster, row);
    const section = solid.section(y);
    if (section === undefined) continue;
    const { firstColumn, endColumn } = pixelsWithin(
      raster,
      section.x - section.halfWidth,
      y,
      section.x + section.halfWidth,
      y,
    );
    for (let pixel = firstColumn; pixel < endColumn; pixel++) {
      const index = row * raster.columns + pixel;
      const path = 2 * halfPath(section, raster.left + pixel * raster.spacing);
      raster.values[index] = (raster.values[index] ?? 0) + weight * path;
    }
  }
}
