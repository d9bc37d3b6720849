import { smoothStep } from "./curve.ts";
import type { ChestDescription } from "./description.ts";
import { domeOf } from "./diaphragm.ts";
import { type Posture, type Side, sign } from "./frame.ts";
import type {
  AtelectasisLesion,
  ConsolidationLesion,
  EdemaLesion,
  EffusionLesion,
  Lesion,
  MassLesion,
  NoduleLesion,
} from "./lesion.ts";
import { randomStream } from "./random.ts";
import { emptyLike, pixelsWithin, type Raster } from "./raster.ts";
import { addSolid, ellipsoid } from "./solid.ts";
import { texture } from "./texture.ts";
import type { Thorax } from "./thorax.ts";
import { addTube, type TubePoint } from "./tube.ts";
import { hilumHeight } from "./vessels.ts";

/** What an opacity needs to know to be cast. */
export interface Surroundings {
  readonly chest: ChestDescription;
  readonly thorax: Thorax;
  readonly posture: Posture;
  /** The ray's path through aerated lung. */
  readonly lung: Raster;
}

/** Millimetres of lung along each ray that a lesion fills with fluid or tissue; none if it fills nothing. */
export function castOpacity(lesion: Lesion, around: Surroundings): Raster | undefined {
  const filled = emptyLike(around.lung);
  switch (lesion.finding) {
    case "Nodule":
      castNodule(lesion, around, filled);
      break;
    case "Mass":
      castMass(lesion, around, filled);
      break;
    case "Effusion":
      castEffusion(lesion, around, filled);
      break;
    case "Consolidation":
      castConsolidation(lesion, around, filled);
      break;
    case "Edema":
      castEdema(lesion, around, filled);
      break;
    case "Atelectasis":
      castAtelectasis(lesion, around, filled);
      break;
    default:
      return undefined;
  }
  filled.values.forEach((path, index) => {
    filled.values[index] = Math.min(Math.max(0, path), around.lung.values[index] ?? 0);
  });
  return filled;
}

function castNodule(
  { place, diameter }: NoduleLesion,
  { posture }: Surroundings,
  filled: Raster,
): void {
  const radius = diameter / 2;
  addSolid(filled, ellipsoid({ ...posture.place(place), semiAxes: [radius, radius, radius] }));
}

/** A large sphere with smaller ones grown into its rim. */
function castMass(
  { place, diameter }: MassLesion,
  { chest, posture }: Surroundings,
  filled: Raster,
): void {
  const random = randomStream(chest.seed, "mass");
  const radius = diameter / 2;
  const lobes = [0, 1, 2, 3, 4].map((lobe) => {
    const angle = lobe * 1.26 + random.around(0, 0.25);
    const away = lobe === 0 ? 0 : radius * random.between(0.36, 0.46);
    const size = lobe === 0 ? radius * 0.82 : radius * random.between(0.42, 0.56);
    const x = place.x + away * Math.cos(angle);
    const y = place.y + away * Math.sin(angle);
    const lobed = emptyLike(filled);
    addSolid(
      lobed,
      ellipsoid({ ...posture.place({ ...place, x, y }), semiAxes: [size, size, size * 1.1] }),
    );
    return lobed;
  });
  filled.values.forEach((_, index) => {
    filled.values[index] = Math.max(...lobes.map((lobe) => lobe.values[index] ?? 0));
  });
}

/** Calls back with every pixel of one half of the chest, in the patient's own upright coordinates. */
function forSide(
  { posture }: Surroundings,
  filled: Raster,
  side: Side,
  paint: (x: number, y: number) => number,
): void {
  for (let row = 0; row < filled.rows; row++) {
    const y = filled.top + row * filled.spacing;
    const midline = posture.shift(y, 0);
    for (let column = 0; column < filled.columns; column++) {
      const x = (filled.left + column * filled.spacing - midline) * sign(side);
      if (x <= 0) continue;
      const index = row * filled.columns + column;
      filled.values[index] = (filled.values[index] ?? 0) + paint(x, y);
    }
  }
}

/** The level falls from the wall towards the heart like a drop on glass, then stays flat. */
function castEffusion(
  { side, height }: EffusionLesion,
  around: Surroundings,
  filled: Raster,
): void {
  const { chest, thorax, lung } = around;
  const dome = domeOf(chest, thorax, side);
  const bottom = dome.top + dome.fall;
  const wall = thorax.halfWidth(bottom - height);
  const atWall = bottom - height;
  const flat = bottom - height * 0.62;
  let index = 0;
  const { left, spacing, columns, top } = lung;
  forSide(around, filled, side, (x, y) => {
    const level = flat - (flat - atWall) * Math.min(1, x / wall) ** 4;
    if (y < level - 14) return 0;
    const across = sign(side) * x + around.posture.shift(y, 0);
    index = Math.round((y - top) / spacing) * columns + Math.round((across - left) / spacing);
    return smoothStep(level - 14, level + 14, y) * (lung.values[index] ?? 0);
  });
}

/** A patch with an uneven edge, dense in the middle; bronchi full of air show dark in it. */
function castConsolidation(
  { side, place, radius, depth }: ConsolidationLesion,
  around: Surroundings,
  filled: Raster,
): void {
  const { chest, posture } = around;
  const uneven = texture(chest.seed + 11, 26, 4);
  const center = posture.place(place);
  const reach = radius * 1.5;
  const range = pixelsWithin(
    filled,
    center.x - reach,
    center.y - reach,
    center.x + reach,
    center.y + reach,
  );
  const air = emptyLike(filled);
  for (const bronchus of bronchi(side, place, radius, around)) addTube(air, bronchus, 1.6);
  for (let row = range.firstRow; row < range.endRow; row++) {
    const y = filled.top + row * filled.spacing;
    for (let column = range.firstColumn; column < range.endColumn; column++) {
      const x = filled.left + column * filled.spacing;
      const square = ((x - center.x) ** 2 + ((y - center.y) * 1.15) ** 2) / (radius * radius);
      const inside = 1 + 0.75 * uneven(x, y) - square;
      const index = row * filled.columns + column;
      const full = depth * smoothStep(-0.1, 1, inside) * (1 + 0.25 * uneven(2 * x, 2 * y));
      filled.values[index] = full - Math.min(air.values[index] ?? 0, full * 0.5);
    }
  }
}

/** Airways that run from the hilum through the patch, fanning out. */
function bronchi(
  side: Side,
  place: { x: number; y: number },
  radius: number,
  { chest, posture }: Surroundings,
): TubePoint[][] {
  const random = randomStream(chest.seed, "bronchogram");
  const from = { x: sign(side) * 40, y: hilumHeight(chest, side) + 10, z: 0 };
  return [-0.8, -0.25, 0.3, 0.85].map((spread) =>
    [0, 0.45, 0.75, 1, 1.25].map((share) => {
      const fan = spread * radius * 0.8 * share;
      const bend = random.around(0, 1.5);
      const dx = place.x - from.x;
      const dy = place.y - from.y;
      const size = Math.hypot(dx, dy) || 1;
      return {
        ...posture.place({
          x: from.x + dx * share - (dy / size) * fan + bend,
          y: from.y + dy * share + (dx / size) * fan + bend,
          z: 0,
        }),
        radius: 3 - 1.7 * Math.min(1, share),
      };
    }),
  );
}

/** A haze in the shape of a bat's wings. */
function castEdema({ depth }: EdemaLesion, around: Surroundings, filled: Raster): void {
  const uneven = texture(around.chest.seed + 13, 14, 4, 0.75);
  for (const side of ["right", "left"] as const) {
    const y0 = hilumHeight(around.chest, side) + 22;
    forSide(around, filled, side, (x, y) => {
      const square = ((x - 46) / 52) ** 2 + ((y - y0) / 72) ** 2;
      if (square > 6) return 0;
      return depth * Math.exp(-0.9 * square) * (1 + 0.5 * uneven(sign(side) * x, y));
    });
  }
}

/** Two nearly level bands, thin and soft-edged, seen edge on. */
function castAtelectasis(
  { side, place, length }: AtelectasisLesion,
  around: Surroundings,
  filled: Raster,
): void {
  const middle = Math.abs(place.x);
  for (const [offset, share, slope, thickness] of [
    [0, 1, 0.1, 2.6],
    [11, 0.6, -0.06, 1.8],
  ] as const) {
    forSide(around, filled, side, (x, y) => {
      const along = (x - middle) / (length * share * 0.5);
      if (Math.abs(along) >= 1) return 0;
      const off = (y - place.y - offset - slope * (x - middle) - 5 * along * along) / thickness;
      return Math.abs(off) > 3 ? 0 : 30 * Math.sqrt(1 - along * along) * Math.exp(-off * off);
    });
  }
}
