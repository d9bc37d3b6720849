import type { Bone } from "./bone.ts";
import type { ChestDescription } from "./description.ts";
import { type Side, sign } from "./frame.ts";
import { randomStream } from "./random.ts";
import type { Station } from "./sweep.ts";
import type { Vector } from "./vector.ts";

const FORWARDS: Vector = { x: 0, y: 0, z: 1 };

/** A cut by numbers: place, then half-height (across the path, in the picture) and half-thickness. */
type Cut = readonly [x: number, y: number, z: number, halfHeight: number, halfThickness: number];

/** Collar bones, shoulder blades and the upper ends of the arm bones. */
export function shouldersOf(chest: ChestDescription): Bone[] {
  const random = randomStream(chest.seed, "shoulders");
  return (["right", "left"] as const).flatMap((side) => {
    const lift = random.around(0, 3);
    const swing = random.around(0, 3);
    return [
      clavicle(chest, side, lift),
      ...scapula(chest, side, lift, swing),
      humerus(chest, side, lift),
    ];
  });
}

/** The collar bone: S-shaped, rising to the shoulder, thick at its inner end. */
function clavicle(chest: ChestDescription, side: Side, lift: number): Bone {
  const cuts: Cut[] = [
    [13, 49, 62, 8, 7.5],
    [18, 47, 63, 8.5, 7.5],
    [28, 43, 65, 6.5, 6],
    [48, 34, 66, 5.6, 5.2],
    [75, 20, 58, 5.4, 5],
    [105, 5 - lift * 0.5, 42, 5.6, 4.8],
    [130, -4 - lift, 26, 6, 4.4],
    [150, -8 - lift, 14, 6.8, 4],
    [163, -8 - lift, 8, 7, 4],
    [168, -7 - lift, 6, 5, 3],
  ];
  return { stations: smoothed(chest, side, cuts), cortex: 1.8, marrow: 0.42 };
}

/** The shoulder blade: a thin plate with a thick outer border, its spine, socket and two hooks. */
function scapula(chest: ChestDescription, side: Side, lift: number, swing: number): Bone[] {
  const plate: Cut[] = [
    [128 + swing, -2 - lift, -52, 2, 1],
    [130 + swing, 6 - lift, -54, 16, 1.1],
    [136 + swing, 30 - lift, -58, 20, 1.1],
    [143 + swing, 62 - lift, -62, 16, 1.1],
    [149 + swing, 95 - lift, -64, 9, 1.6],
    [152 + swing, 112 - lift, -64, 3, 1.6],
  ];
  const outer: Cut[] = [
    [166 + swing * 0.4, 28 - lift, -38, 6, 5],
    [165 + swing * 0.5, 48 - lift, -48, 4.5, 4],
    [162 + swing * 0.7, 76 - lift, -58, 4, 3.6],
    [157 + swing, 104 - lift, -64, 4, 3.2],
    [152 + swing, 114 - lift, -64, 3, 2],
  ];
  const inner: Cut[] = [
    [112 + swing, -8 - lift, -50, 2, 1.2],
    [115 + swing, 4 - lift, -53, 2.6, 1.3],
    [118 + swing, 26 - lift, -57, 2.4, 1.3],
    [128 + swing, 66 - lift, -62, 2.4, 1.3],
    [142 + swing, 100 - lift, -65, 2.6, 1.8],
    [150 + swing, 114 - lift, -65, 2.4, 2],
  ];
  const spine: Cut[] = [
    [116 + swing, 18 - lift, -58, 1.6, 3],
    [130 + swing, 11 - lift, -66, 2.6, 5],
    [146 + swing * 0.8, 3 - lift, -68, 3.4, 6],
    [164, -8 - lift, -58, 5, 5],
    [178, -14 - lift, -46, 7.5, 4],
    [188, -13 - lift, -38, 7, 3.6],
    [193, -10 - lift, -34, 4, 3],
  ];
  const socket: Cut[] = [
    [167, 2 - lift, -30, 3, 8],
    [168, 8 - lift, -31, 5.5, 11],
    [168, 20 - lift, -32, 6.5, 12],
    [167, 32 - lift, -34, 5, 10],
    [166, 38 - lift, -36, 2, 5],
  ];
  const hook: Cut[] = [
    [152, 4 - lift, -32, 5, 5],
    [149, 3 - lift, -20, 5.5, 5],
    [150, 7 - lift, -4, 5, 4.5],
    [154, 12 - lift, 8, 4, 4],
  ];
  const parts: [Cut[], number, number][] = [
    [plate, 0.6, 0.2],
    [outer, 1.4, 0.3],
    [inner, 0.7, 0.4],
    [spine, 1.3, 0.3],
    [socket, 1, 0.25],
    [hook, 0.9, 0.2],
  ];
  return parts.map(([cuts, cortex, marrow]) => ({
    stations: smoothed(chest, side, cuts),
    cortex,
    marrow,
  }));
}

/** The upper arm bone: a round head in the socket, then the shaft along the arm. */
function humerus(chest: ChestDescription, side: Side, lift: number): Bone {
  const angle = (chest.exposure.armAbduction * Math.PI) / 180;
  const along = { x: Math.sin(angle), y: Math.cos(angle) };
  const cut = (distance: number, size: number): Cut => [
    186 + along.x * distance + (distance < 20 ? 2 : 6),
    19 - lift + along.y * distance,
    -26,
    size,
    size,
  ];
  const cuts = [
    cut(-24, 3),
    cut(-22, 9),
    cut(-17, 16),
    cut(-8, 22),
    cut(2, 24),
    cut(14, 23),
    cut(30, 17),
    cut(46, 13.5),
    cut(90, 11.5),
    cut(180, 11),
    cut(300, 12),
  ];
  return { stations: smoothed(chest, side, cuts), cortex: 1.8, marrow: 0.2 };
}

/** Cuts between the given ones. */
const BETWEEN = 5;

/** The given cuts on one side of the body, scaled to it, joined by Catmull-Rom splines. */
function smoothed(chest: ChestDescription, side: Side, cuts: readonly Cut[]): Station[] {
  const { stature, thoraxWidth } = chest.anatomy;
  const wide = 0.465 * (thoraxWidth / 284 + stature);
  const stations: Station[] = [];
  for (let index = 0; index < (cuts.length - 1) * BETWEEN + 1; index++) {
    const from = Math.min(cuts.length - 2, Math.floor(index / BETWEEN));
    const value = (axis: 0 | 1 | 2 | 3 | 4) => spline(cuts, from, axis, index / BETWEEN - from);
    stations.push({
      center: { x: sign(side) * value(0) * wide, y: value(1) * stature, z: value(2) },
      facing: FORWARDS,
      halfHeight: Math.max(0.3, value(3)),
      halfThickness: Math.max(0.3, value(4)),
    });
  }
  return stations;
}

/** Catmull and Rom, "A class of local interpolating splines", 1974, uniform. */
function spline(cuts: readonly Cut[], from: number, axis: 0 | 1 | 2 | 3 | 4, t: number): number {
  const value = (index: number) => cuts[Math.min(cuts.length - 1, Math.max(0, index))]?.[axis] ?? 0;
  const [a, b, c, d] = [value(from - 1), value(from), value(from + 1), value(from + 2)];
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
