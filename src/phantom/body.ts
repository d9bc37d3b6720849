import { type Curve, curveThrough, smoothStep } from "./curve.ts";
import type { ChestDescription } from "./description.ts";
import { type Posture, sign } from "./frame.ts";
import { emptyLike, type Raster, rowPosition } from "./raster.ts";
import { addSolid, column, ellipsoid, halfPath, type Solid } from "./solid.ts";
import type { Thorax } from "./thorax.ts";

/** The ray's paths through the outside of the body, in millimetres. */
export interface BodyPaths {
  /** Skin to skin, fat included. */
  readonly whole: Raster;
  readonly fat: Raster;
}

/** Outline of neck and shoulders: half-width by height. */
const SHOULDERS: Curve = curveThrough([
  [-90, 52],
  [-62, 58],
  [-46, 72],
  [-36, 100],
  [-27, 140],
  [-19, 172],
  [-8, 196],
  [12, 214],
  [50, 222],
]);

/** Half-depth of neck and shoulders by height. */
const SHOULDER_DEPTH: Curve = curveThrough([
  [-90, 58],
  [-46, 56],
  [-20, 56],
  [20, 60],
  [60, 58],
  [100, 38],
  [130, 15],
  [140, 0.01],
]);

/** Casts trunk, shoulders, arms and breasts, and the fat under their skin. */
export function castBody(
  chest: ChestDescription,
  thorax: Thorax,
  posture: Posture,
  raster: Raster,
): BodyPaths {
  const { fat, muscle, breast } = chest.anatomy;
  const outer = parts(chest, thorax, fat + muscle).map(posture.solid);
  const inner = parts(chest, thorax, muscle).map(posture.solid);
  const whole = emptyLike(raster);
  const lean = emptyLike(raster);
  castUnion(whole, outer);
  castUnion(lean, inner);
  const soft = emptyLike(raster);
  for (const solid of pectorals(chest)) addSolid(soft, posture.solid(solid));
  const glands = emptyLike(raster);
  if (breast > 0)
    for (const solid of breasts(chest, thorax)) addSolid(glands, posture.solid(solid));
  const fatty = emptyLike(raster);
  for (let index = 0; index < whole.values.length; index++) {
    const skin = whole.values[index] ?? 0;
    const gland = glands.values[index] ?? 0;
    const present = smoothStep(0, 60, skin);
    fatty.values[index] = Math.max(0, skin - (lean.values[index] ?? 0)) + gland * 0.6;
    whole.values[index] = skin + gland + (soft.values[index] ?? 0) * present;
  }
  return { whole, fat: fatty };
}

/** Trunk, shoulders and arms with a covering of the given thickness over the ribs. */
function parts(chest: ChestDescription, thorax: Thorax, cover: number): Solid[] {
  const { stature, thoraxWidth } = chest.anatomy;
  const wide = thoraxWidth / 284;
  const trunk = curveThrough([
    [-50, 56],
    [-10, 80],
    [30, thorax.halfWidth(50) + 2],
    [80, thorax.halfWidth(90) + 12],
    [130, thorax.halfWidth(140) + 13],
    [220, thorax.halfWidth(220) + 12],
    [320, thorax.halfWidth(260) + 6],
  ]);
  const depth = curveThrough([
    [-50, 50],
    [0, 58],
    [50, thorax.halfDepth(70) + 2],
    [130, thorax.halfDepth(150) + 4],
    [320, thorax.halfDepth(220) + 6],
  ]);
  return [
    column(-120, 600, (y) => ({
      x: 0,
      z: thorax.middle(Math.max(0, y)) * 0.6,
      halfWidth: trunk(y / stature) + cover,
      halfDepth: depth(y / stature) + cover * 0.9,
      exponent: 2.5,
    })),
    column(-120, 140 * stature, (y) => ({
      x: 0,
      z: -24,
      halfWidth: SHOULDERS(y / stature) * wide + cover - 16,
      halfDepth: Math.max(0.01, SHOULDER_DEPTH(y / stature) + (cover - 16) * 0.5),
      exponent: 2.6,
    })),
    ...arms(chest, cover),
  ];
}

/** The upper arms, hanging from the shoulders at the angle of the pose. */
function arms({ anatomy, exposure }: ChestDescription, cover: number): Solid[] {
  const wide = anatomy.thoraxWidth / 284;
  const angle = (exposure.armAbduction * Math.PI) / 180;
  return (["left", "right"] as const).map((side) => {
    const x = 176 * wide;
    const reach = 170;
    return ellipsoid({
      x: sign(side) * (x + reach * Math.sin(angle)),
      y: 16 + reach * Math.cos(angle),
      z: -20,
      semiAxes: [reach + 40, 34 + cover * 0.55, 36 + cover * 0.5],
      tilt: sign(side) * (Math.PI / 2 - angle),
    });
  });
}

/** The large chest muscles, whose lower edges run from the armpits to the ribs. */
function pectorals({ anatomy }: ChestDescription): Solid[] {
  const thickness = anatomy.muscle * (anatomy.sex === "male" ? 0.62 : 0.3);
  return (["left", "right"] as const).map((side) =>
    ellipsoid({
      x: sign(side) * 92,
      y: 66 * anatomy.stature,
      z: 80,
      semiAxes: [92, 46, thickness],
      tilt: sign(side) * -0.5,
    }),
  );
}

/** The breasts, hanging over the lower lungs; their lower edges show as curved lines. */
function breasts({ anatomy }: ChestDescription, thorax: Thorax): Solid[] {
  const size = 54 + anatomy.breast * 0.55;
  return (["left", "right"] as const).map((side) => {
    const drop = anatomy.breast * 0.9 + (side === "left" ? 4 : 0);
    const x = thorax.halfWidth(180) * 0.6 + anatomy.breast * 0.2;
    const y = 148 * anatomy.stature + drop;
    return column(y - size * 1.25, y + size * 0.8, (height) => {
      const above = height < y;
      const level = (height - y) / (above ? size * 1.25 : size * 0.8);
      const open = above ? (1 - level * level) ** 1.6 : Math.sqrt(Math.max(0, 1 - level * level));
      return {
        x: sign(side) * (x + (above ? level * 4 : 0)),
        z: 100,
        halfWidth: Math.max(0.01, size * 0.96 * Math.sqrt(Math.max(0, 1 - level * level))),
        halfDepth: Math.max(0.01, (anatomy.breast / 2) * open),
        exponent: 2,
      };
    });
  });
}

/** How softly parts grow into one another: the norm that joins their paths. */
const JOIN = 4;

/** The path through parts that overlap in depth: nearly the longest, rounded off where two are alike. */
function castUnion(raster: Raster, solids: readonly Solid[]): void {
  for (let row = 0; row < raster.rows; row++) {
    const y = rowPosition(raster, row);
    const sections = solids.map((solid) => solid.section(y)).filter((cut) => cut !== undefined);
    for (let pixel = 0; pixel < raster.columns; pixel++) {
      const x = raster.left + pixel * raster.spacing;
      let first = 0;
      let rest = 0;
      for (const section of sections) {
        const path = 2 * halfPath(section, x);
        if (path > first) {
          rest = Math.max(rest, first);
          first = path;
        } else if (path > rest) rest = path;
      }
      if (first === 0) continue;
      const ratio = rest === 0 ? 0 : (rest / first) ** JOIN;
      const joined = ratio === 0 ? first : first * (1 + ratio) ** (1 / JOIN);
      raster.values[row * raster.columns + pixel] = joined;
    }
  }
}
