import { curveThrough } from "./curve.ts";
import type { ChestDescription } from "./description.ts";
import type { Posture } from "./frame.ts";
import { emptyLike, type Raster } from "./raster.ts";
import { addSolid, column, type Ellipsoid, ellipsoid, type Section, type Solid } from "./solid.ts";
import type { Thorax } from "./thorax.ts";

/** Reach of the heart to the right of the midline and to the left, in millimetres. */
export interface HeartWidth {
  readonly right: number;
  readonly left: number;
}

/** How wide the heart is for its cardiothoracic ratio: about a third lies right of the midline. */
export function heartWidthOf({ anatomy }: ChestDescription): HeartWidth {
  const width = anatomy.cardiothoracicRatio * anatomy.thoraxWidth;
  const right = 0.33 * width;
  return { right, left: width - right };
}

/** What lies between the lungs: heart, great vessels, spine, and the tissue that holds them. */
export function mediastinumOf(chest: ChestDescription, thorax: Thorax): Solid[] {
  return [...heart(chest), ...greatVessels(chest, thorax), ...core(chest, thorax)];
}

/** The depth of the heart along each ray, as its deepest chamber shows it. */
export function castHeart(chest: ChestDescription, posture: Posture, like: Raster): Raster {
  const heartMap = emptyLike(like);
  for (const chamber of heart(chest)) {
    const map = emptyLike(like);
    addSolid(map, posture.solid(chamber));
    map.values.forEach((path, index) => {
      heartMap.values[index] = Math.max(heartMap.values[index] ?? 0, path);
    });
  }
  return heartMap;
}

/** Left ventricle, right atrium, the base with the left atrium, and the fat beside the apex. */
function heart(chest: ChestDescription): Solid[] {
  const { right, left } = heartWidthOf(chest);
  const { inspiration, stature, thoraxDepth } = chest.anatomy;
  const deep = thoraxDepth / 198;
  const floor = inspiration + 10 + 0.6 * chest.anatomy.domeDifference;
  const middle = 30 + 0.55 * Math.max(0, left - 88);
  const enlarged = Math.max(0, chest.anatomy.cardiothoracicRatio - 0.5);
  const ventricle = leaning(
    {
      x: middle,
      y: floor + 12,
      z: 10 * deep,
      semiAxes: [72 + 40 * enlarged, 40 + 75 * enlarged, 66 * deep],
    },
    left - middle,
  );
  return [
    ventricle,
    ellipsoid({
      x: 14 - right / 2,
      y: floor - 40 * stature,
      z: 14 * deep,
      semiAxes: [14 + right / 2, 56 * stature, 56 * deep],
      tilt: 0,
    }),
    ellipsoid({
      x: 6,
      y: floor - 94 * stature,
      z: 4,
      semiAxes: [34 + 20 * enlarged, 40, 52 * deep],
      tilt: 0.5,
    }),
    ellipsoid({ x: 14, y: floor + 4, z: 8, semiAxes: [58, 34, 66 * deep] }),
    ellipsoid({ x: left - 22, y: floor - 4, z: 52 * deep, semiAxes: [26, 11, 18], tilt: 0.5 }),
  ];
}

/**
 * An ellipsoid turned, and where that is not enough stretched, so that it reaches `reach` to either side:
 * a narrow heart stands steep, a wide one lies. Its lowest point comes to lie at the shape's height.
 */
function leaning(shape: Ellipsoid, reach: number): Solid {
  const [along, across, depth] = shape.semiAxes;
  const wanted = (reach ** 2 - across ** 2) / (along ** 2 - across ** 2);
  const tilt = Math.acos(Math.sqrt(Math.min(0.75, Math.max(0.12, wanted))));
  const scale = reach / Math.hypot(along * Math.cos(tilt), across * Math.sin(tilt));
  const semiAxes = [along * scale, across * Math.min(scale, 1), depth] as const;
  const y = shape.y - Math.hypot(semiAxes[0] * Math.sin(tilt), semiAxes[1] * Math.cos(tilt));
  return ellipsoid({ ...shape, y, semiAxes, tilt });
}

/** Aortic knob, descending aorta, pulmonary trunk, ascending aorta and superior vena cava. */
function greatVessels({ anatomy }: ChestDescription, thorax: Thorax): Solid[] {
  const { stature, aorticUnfolding: unfolded } = anatomy;
  const arch = 76 * stature;
  const radius = 15 + 4 * unfolded;
  const aorta = curveThrough([
    [arch, 17 + 5 * unfolded],
    [arch + 50, 18 + 9 * unfolded],
    [arch + 110, 14 + 6 * unfolded],
    [arch + 170, 6],
  ]);
  const cava = curveThrough([
    [20, 10],
    [arch - 10, 13],
    [arch + 60, 18],
  ]);
  const ascending = curveThrough([
    [arch - 22, 4],
    [arch + 15, 14 + 8 * unfolded],
    [arch + 70, 14 + 4 * unfolded],
  ]);
  const round = (x: number, z: number, size: number): Section => ({
    x,
    z,
    halfWidth: size,
    halfDepth: size * 1.15,
    exponent: 2,
  });
  return [
    ellipsoid({
      x: 13 + 6 * unfolded,
      y: arch,
      z: -14,
      semiAxes: [radius + 2, radius + 3, 34],
      tilt: 0.3,
    }),
    column(arch - 14, 400, (y) =>
      round(aorta(y), thorax.middle(y) - 52, (radius - 2) * begun(arch - 14, y)),
    ),
    ellipsoid({ x: 17, y: arch + 42 * stature, z: 24, semiAxes: [34, 20, 28], tilt: 1.15 }),
    ...[-1, 1].map((side) => hilarTissue(side, arch + 42 - 5 * side)),
    column(10, arch + 80, (y) => round(-cava(y), 6, 13)),
    column(arch - 22, arch + 90, (y) => round(-ascending(y), 24, 15 * begun(arch - 22, y))),
  ];
}

/** Nodes and fat around the root of a lung: soft-edged, so that the vessels run out of a haze. */
function hilarTissue(side: number, y: number): Solid {
  const size = 32;
  return column(y - size, y + size, (height) => {
    const open = Math.max(0.001, 1 - ((height - y) / size) ** 2);
    return {
      x: 30 * side,
      z: -4,
      halfWidth: 22 * Math.sqrt(open),
      halfDepth: 18 * open,
      exponent: 1.25,
    };
  });
}

/** Rounds off the upper end of a vessel: 0 there, 1 from 16 mm below. */
function begun(top: number, y: number): number {
  const level = Math.min(1, Math.max(0.001, (y - top) / 16));
  return Math.sqrt(level * (2 - level));
}

/** The tissue around the windpipe and gullet, and the spine with its muscles. */
function core({ anatomy }: ChestDescription, thorax: Thorax): Solid[] {
  const stature = anatomy.stature;
  const plump = 1 + anatomy.fat / 200;
  const upper = curveThrough([
    [-40, 48],
    [-10, 36],
    [8, 29],
    [28, 25],
    [50, 23],
    [75, 23],
    [110, 30],
    [150, 32],
    [260, 32],
  ]);
  const depth = curveThrough([
    [-40, 70],
    [40, 62],
    [90, 80],
    [200, 110],
  ]);
  const softness = curveThrough([
    [60, 2],
    [110, 1],
  ]);
  return [
    column(-60, 400, (y) => ({
      x: 1,
      z: thorax.middle(y),
      halfWidth: upper(y / stature) * plump,
      halfDepth: depth(y),
      exponent: softness(y / stature),
    })),
    column(-60, 400, (y) => ({
      x: 0,
      z: thorax.middle(y) - thorax.halfDepth(y) + 8,
      halfWidth: 38,
      halfDepth: 40,
      exponent: 0.9,
    })),
  ];
}
