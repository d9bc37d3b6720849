import type { Bone } from "./bone.ts";
import { smoothStep } from "./curve.ts";
import type { ChestDescription } from "./description.ts";
import { type Side, sign } from "./frame.ts";
import { type Random, randomStream } from "./random.ts";
import type { Station } from "./sweep.ts";
import type { Thorax } from "./thorax.ts";
import type { Vector } from "./vector.ts";

/**
 * The course of the twelve ribs in an average thorax, in millimetres:
 * height of the head, drop from head to front end, how far round they reach (share of the half circle
 * from spine to breastbone), and half-height of the cut.
 */
const RIBS: readonly (readonly [head: number, drop: number, reach: number, halfHeight: number])[] =
  [
    [-2, 26, 0.88, 7.5],
    [17, 46, 0.84, 6],
    [36, 62, 0.82, 6.2],
    [56, 74, 0.81, 6.5],
    [77, 84, 0.8, 6.8],
    [99, 92, 0.78, 7],
    [122, 98, 0.76, 7],
    [145, 102, 0.73, 6.8],
    [169, 104, 0.7, 6.6],
    [194, 100, 0.64, 6.2],
    [219, 96, 0.5, 5.5],
    [245, 120, 0.32, 5],
  ];

/** Cuts along one rib. */
const STATIONS = 44;

/** The height of the spine's joint with each rib, in an average body; goes on above and below the ribs. */
export function ribHeadHeight(rib: number): number {
  const known = RIBS[rib - 1];
  if (known !== undefined) return known[0];
  return rib < 1 ? -2 + (rib - 1) * 17 : 245 + (rib - 12) * 28;
}

/** All twenty-four ribs. */
export function ribsOf(chest: ChestDescription, thorax: Thorax): Bone[] {
  const random = randomStream(chest.seed, "ribs");
  return (["right", "left"] as const).flatMap((side) =>
    RIBS.map((_, index) => rib(chest, thorax, side, index + 1, random)),
  );
}

/** One rib: from the spine back and out, round the side, then forwards and down. */
function rib(
  chest: ChestDescription,
  thorax: Thorax,
  side: Side,
  number: number,
  random: Random,
): Bone {
  const [head, averageDrop, averageReach, size] = RIBS[number - 1] ?? [0, 0, 0, 1];
  const { stature, ribSlope } = chest.anatomy;
  const drop = averageDrop * ribSlope * stature * random.around(1, 0.02);
  const top = head * stature + random.around(0, 0.8);
  const reach = averageReach * random.around(1, 0.015) * Math.PI;
  const halfHeight = size * random.around(1, 0.05);
  const lateral = top + drop * 0.5;
  const outside = 3.5;
  const halfWidth = thorax.halfWidth(lateral) + outside;
  const halfDepth = Math.max(28, thorax.halfDepth(lateral)) + outside;
  const middle = thorax.middle(Math.max(0, lateral)) - (number < 3 ? 4 : 0);
  const start = 0.11 + (number === 1 ? 0.1 : 0);
  const stations: Station[] = [];
  for (let index = 0; index < STATIONS; index++) {
    const share = index / (STATIONS - 1);
    const angle = start + (reach - start) * share;
    const around = angle / Math.PI;
    const fall =
      drop * 1.12 * (0.5 - 0.5 * Math.cos(angle)) ** 1.2 -
      5 * Math.sin(angle * 2) * (angle < 1.57 ? 1 : 0.4);
    const center: Vector = {
      x: sign(side) * halfWidth * Math.sin(angle) ** (2 / 2.3),
      y: top + fall,
      z: middle - halfDepth * Math.sign(Math.cos(angle)) * Math.abs(Math.cos(angle)) ** (2 / 2.3),
    };
    const facing: Vector = {
      x: sign(side) * Math.sin(angle) * halfDepth,
      y: number === 1 ? -60 : -0.12 * halfDepth,
      z: -Math.cos(angle) * halfWidth,
    };
    const slim = 0.55 + 0.45 * smoothStep(0.02, 0.2, around);
    const thin = 1 - 0.25 * smoothStep(0.5, 0.75, around) - 0.45 * smoothStep(0.88, 1, share);
    stations.push({
      center,
      facing,
      halfThickness: number === 1 ? 2.2 : 3.5 * thin,
      halfHeight: halfHeight * slim * (1 - 0.45 * smoothStep(0.9, 1, share)),
    });
  }
  return { stations, cortex: 1, marrow: 0.24 };
}
