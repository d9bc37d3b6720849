import type { ChestDescription } from "./description.ts";
import { domeOf } from "./diaphragm.ts";
import { type Posture, type Side, sign } from "./frame.ts";
import { type Random, randomStream } from "./random.ts";
import type { Raster } from "./raster.ts";
import type { Section } from "./solid.ts";
import type { Thorax } from "./thorax.ts";
import { addTube, type TubePoint } from "./tube.ts";
import { add, unit, type Vector } from "./vector.ts";

/** A branch that is still growing. */
interface Shoot {
  readonly from: Vector;
  readonly direction: Vector;
  readonly radius: number;
  /** Millimetres until it divides. */
  readonly span: number;
}

/** Main branches of one lung: where they aim, as shares of the lung's width, height and depth. */
const BRANCHES: readonly (readonly [out: number, down: number, front: number, radius: number])[] = [
  [0.36, -0.62, -0.25, 3.2],
  [0.56, -0.52, 0.15, 3],
  [0.3, -0.5, 0.5, 2.9],
  [0.86, -0.2, -0.1, 2.9],
  [0.8, -0.12, 0.5, 2.7],
  [0.94, 0.2, 0.1, 3],
  [0.7, 0.34, 0.6, 3],
  [0.9, 0.5, -0.1, 3.6],
  [0.66, 0.64, -0.5, 3.9],
  [0.46, 0.66, -0.65, 3.8],
  [0.5, 0.62, 0.35, 3.5],
  [0.3, 0.5, -0.5, 3.2],
  [0.7, 0.06, -0.7, 2.8],
];

/** Vessels end when they get thinner than this, in millimetres. */
const THINNEST = 0.26;

/** Straight pieces between two divisions. */
const PIECES = 3;

/** Vessels thinner than this share of the distance between rays cannot be seen. */
const UNSEEN = 0.35;

/** Casts the arteries and veins of both lungs: hila first, then their branching out to the pleura. */
export function castVessels(
  chest: ChestDescription,
  thorax: Thorax,
  posture: Posture,
  raster: Raster,
): void {
  const thinnest = Math.max(THINNEST, raster.spacing * UNSEEN);
  const draw = (points: readonly TubePoint[]) => {
    const placed = points.map((point) => ({ ...posture.place(point), radius: point.radius }));
    addTube(raster, placed, 1);
  };
  for (const side of ["right", "left"] as const) {
    const random = randomStream(chest.seed, `vessels ${side}`);
    const room = roomIn(chest, thorax, side);
    for (const trunk of hilum(chest, side)) draw(trunk);
    for (const shoot of mainShoots(chest, thorax, side, random)) {
      grow(shoot, thinnest, random.branch(), room, draw);
    }
  }
}

/** The height of the hilum: the left stands a little higher than the right. */
export function hilumHeight(chest: ChestDescription, side: Side): number {
  return (side === "left" ? 108 : 118) * chest.anatomy.stature;
}

/** The large arteries of the hilum: the right one runs down beside the heart, the left arches back. */
function hilum(chest: ChestDescription, side: Side): TubePoint[][] {
  const wide = chest.anatomy.vascularity;
  const y = hilumHeight(chest, side);
  const points = (list: readonly (readonly [number, number, number, number])[]) =>
    list.map(([x, dy, z, radius]) => ({ x: sign(side) * x, y: y + dy, z, radius: radius * wide }));
  return side === "right"
    ? [
        points([
          [16, -4, 6, 8],
          [34, -2, 4, 7.8],
          [45, 6, 0, 7.2],
          [51, 22, -6, 6.4],
          [55, 40, -12, 5.2],
          [61, 60, -18, 3.8],
          [66, 80, -26, 2.2],
          [70, 98, -32, 0.8],
        ]),
        points([
          [22, -8, 8, 6],
          [36, -20, 6, 5],
          [46, -36, 4, 3.6],
          [53, -52, 2, 2],
          [57, -68, 0, 0.8],
        ]),
        points([
          [18, 26, 10, 6],
          [40, 30, 14, 5],
          [66, 44, 20, 3.4],
          [86, 56, 24, 2],
          [102, 68, 26, 0.8],
        ]),
      ]
    : [
        points([
          [20, 0, 10, 10],
          [36, -4, 0, 8.8],
          [47, 4, -10, 7.4],
          [53, 20, -16, 6],
          [58, 40, -22, 4.6],
          [63, 62, -26, 3.6],
          [70, 82, -32, 2.2],
          [75, 102, -38, 0.8],
        ]),
        points([
          [26, -4, 8, 6],
          [42, -18, 4, 4.6],
          [52, -34, 2, 3.4],
          [58, -52, 0, 2],
          [61, -68, -2, 0.8],
        ]),
        points([
          [20, 30, 10, 5.6],
          [44, 34, 14, 4.8],
          [70, 50, 18, 3.2],
          [88, 64, 22, 1.9],
          [102, 80, 24, 0.8],
        ]),
      ];
}

/** The first segments of the segmental vessels, an artery and a vein for each. */
function mainShoots(chest: ChestDescription, thorax: Thorax, side: Side, random: Random): Shoot[] {
  const y = hilumHeight(chest, side);
  const outwards = side === "right" ? 45 : 43;
  return BRANCHES.flatMap(([out, down, front, radius]) =>
    [0, 1].map((kind) => {
      const artery = kind === 0;
      const along = Math.min(46, Math.max(-14, 8 + down * 62)) + random.around(0, 4);
      const from: Vector = artery
        ? { x: sign(side) * (outwards + Math.max(0, along) * 0.22), y: y + along, z: -6 }
        : { x: sign(side) * random.around(24, 4), y: y + 24 + down * 22, z: 8 };
      const goal: Vector = {
        x: sign(side) * thorax.halfWidth(y) * (out + random.around(0, 0.09)),
        y: y + 125 * chest.anatomy.stature * (down + random.around(0, 0.09)),
        z: 80 * (front + random.around(0, 0.12)),
      };
      return {
        from,
        direction: unit(add(goal, from, -1)),
        radius: radius * chest.anatomy.vascularity * (artery ? 1.05 : 0.9),
        span: random.between(14, 30),
      };
    }),
  );
}

/**
 * Grows a vessel to its end, and from it, at every division, the thinner child; the wider one goes on.
 *
 * Radii follow Murray's law, r^3 = r1^3 + r2^3 ("The physiological principle of minimum work", 1926).
 * Near the surface of the lung no vessel is thick. Each child draws from a stream of its own, so that
 * a coarse picture may leave out the thin ones and still show the same lung.
 */
function grow(
  shoot: Shoot,
  thinnest: number,
  random: Random,
  room: (place: Vector) => number,
  draw: (points: readonly TubePoint[]) => void,
): void {
  let { from: at, direction, radius, span } = shoot;
  const points: TubePoint[] = [{ ...at, radius }];
  let margin = 1;
  while (margin > 0 && radius >= thinnest) {
    for (let piece = 1; piece <= PIECES; piece++) {
      direction = bent(direction, 0.2, random);
      at = add(at, direction, span / PIECES);
      points.push({ ...at, radius: radius * (1 - (0.12 * piece) / PIECES) });
    }
    margin = room(at);
    const reached = Math.min(radius * 0.88, 0.4 + 4.5 * Math.max(0, margin));
    const share = random.between(0.3, 0.62);
    const thinner = reached * share ** (2 / 3);
    const aside = bent(direction, 0.75, random);
    const length = spanOf(thinner, random);
    const own = random.branch();
    if (margin > 0 && thinner >= thinnest) {
      const child = { from: at, direction: aside, radius: thinner, span: length };
      grow(child, thinnest, own, room, draw);
    }
    radius = reached * (1 - share ** 2) ** (1 / 3);
    span = spanOf(radius, random);
    direction = bent(direction, 0.34, random);
  }
  draw(points);
}

/** Thin vessels divide sooner; in between they run about ten times their width. */
function spanOf(radius: number, random: Random): number {
  return Math.max(5, (4.5 + 6.5 * radius) * random.between(0.7, 1.4));
}

/** A direction near the given one. */
function bent(direction: Vector, spread: number, random: Random): Vector {
  return unit({
    x: direction.x + random.between(-spread, spread),
    y: direction.y + random.between(-spread, spread),
    z: direction.z + random.between(-spread, spread),
  });
}

/** Measures how deep inside the lung a place lies: 1 in the middle, 0 at the surface, less outside. */
function roomIn(chest: ChestDescription, thorax: Thorax, side: Side): (place: Vector) => number {
  const cavity = thorax.cavity(side);
  const dome = domeOf(chest, thorax, side).solid;
  return ({ x, y, z }) => {
    const wall = cavity.section(y);
    if (wall === undefined || sign(side) * x < 8) return -1;
    const room = 1 - nearness(wall, x, z);
    const floor = dome.section(y + 6);
    return floor === undefined ? room : Math.min(room, nearness(floor, x, z) - 1);
  };
}

/** 0 on a section's axis, 1 on its outline, more outside. */
function nearness(section: Section, x: number, z: number): number {
  const u = Math.abs(x - section.x) / section.halfWidth;
  const w = Math.abs(z - section.z) / section.halfDepth;
  return u ** section.exponent + w ** section.exponent;
}
