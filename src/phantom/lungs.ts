import type { ChestDescription } from "./description.ts";
import { domeOf } from "./diaphragm.ts";
import { type Posture, type Side, sign } from "./frame.ts";
import { RayCutter } from "./interval.ts";
import { mediastinumOf } from "./mediastinum.ts";
import { emptyLike, type Raster, rowPosition } from "./raster.ts";
import { halfPath, type Section, type Solid } from "./solid.ts";
import type { Thorax } from "./thorax.ts";

/** How far a collapsed lung has drawn back from the wall, by height. */
export type Collapse = (side: Side, y: number) => number;

/** The ray's paths through what fills the thorax, in millimetres. */
export interface LungPaths {
  /** Aerated lung. */
  readonly lung: Raster;
  /** Air between a collapsed lung and the wall. */
  readonly pleuralAir: Raster;
  /** The pleura of a collapsed lung, seen where the ray grazes it. */
  readonly pleura: Raster;
}

/** Thickness of the visceral pleura with the lung tissue pressed against it, as it shows on a radiograph. */
const PLEURA = 0.7;

/** Casts the lungs: the thorax less mediastinum and diaphragm. */
export function castLungs(
  chest: ChestDescription,
  thorax: Thorax,
  posture: Posture,
  raster: Raster,
  collapse?: Collapse,
): LungPaths {
  const paths = {
    lung: emptyLike(raster),
    pleuralAir: emptyLike(raster),
    pleura: emptyLike(raster),
  };
  const middle = mediastinumOf(chest, thorax).map(posture.solid);
  for (const side of ["right", "left"] as const) {
    const walls = [...middle, posture.solid(domeOf(chest, thorax, side).solid)];
    const cavity = posture.solid(thorax.cavity(side));
    const collapsed =
      collapse && [0, PLEURA].map((skin) => retreated(thorax, posture, side, collapse, skin));
    const cutter = new RayCutter(walls.length);
    for (let row = 0; row < raster.rows; row++) {
      const y = rowPosition(raster, row);
      const outer = cavity.section(y);
      if (outer === undefined) continue;
      const obstacles = walls.map((wall) => wall.section(y)).filter(isSection);
      const inner = collapsed?.map((solid) => solid.section(y)).filter(isSection);
      castRow(paths, row, posture.shift(y, 0), sign(side), outer, inner, obstacles, cutter);
    }
  }
  return paths;
}

function retreated(
  thorax: Thorax,
  posture: Posture,
  side: Side,
  collapse: Collapse,
  skin: number,
): Solid {
  return posture.solid(thorax.cavity(side, (y) => collapse(side, y) + skin));
}

function isSection(section: Section | undefined): section is Section {
  return section !== undefined;
}

/** Casts one side's rays of one row, from the midline outwards. */
function castRow(
  paths: LungPaths,
  row: number,
  midline: number,
  side: 1 | -1,
  outer: Section,
  inner: readonly Section[] | undefined,
  obstacles: readonly Section[],
  cutter: RayCutter,
): void {
  const { lung, pleuralAir, pleura } = paths;
  const { columns, left, spacing } = lung;
  for (let column = 0; column < columns; column++) {
    const x = left + column * spacing;
    if ((x - midline) * side <= 0) continue;
    const half = halfPath(outer, x);
    if (half === 0) continue;
    cutter.cut(obstacles, x);
    const whole = cutter.uncovered(outer.z - half, outer.z + half);
    const index = row * columns + column;
    const [visceral, parenchyma] = inner ?? [];
    if (visceral === undefined || parenchyma === undefined) {
      lung.values[index] = whole;
      continue;
    }
    const within = (section: Section) => {
      const reach = halfPath(section, x);
      return reach === 0 ? 0 : cutter.uncovered(section.z - reach, section.z + reach);
    };
    const covered = within(visceral);
    const aerated = within(parenchyma);
    lung.values[index] = aerated;
    pleura.values[index] = covered - aerated;
    pleuralAir.values[index] = whole - covered;
  }
}
