import type { Mesh } from "./mesh.ts";
import { add, cross, subtract, unit, type Vector } from "./vector.ts";

/** One cut through a swept bone: its centre, the way its thin side faces, and its two half-axes. */
export interface Station {
  readonly center: Vector;
  /** The direction of the half-thickness; the half-height is across it and across the sweep. */
  readonly facing: Vector;
  readonly halfThickness: number;
  readonly halfHeight: number;
}

/** Corners around each cut: enough that the outline cannot be told from an ellipse. */
const SIDES = 12;

/** The closed surface of elliptical cuts swept along a path, its ends closed by flat caps. */
export function sweep(stations: readonly Station[]): Mesh {
  const rings = stations.length;
  const positions = new Float64Array((rings * SIDES + 2) * 3);
  stations.forEach((station, ring) => {
    const before = stations[Math.max(0, ring - 1)] ?? station;
    const after = stations[Math.min(rings - 1, ring + 1)] ?? station;
    const tangent = unit(subtract(after.center, before.center));
    const up = unit(cross(tangent, station.facing));
    const out = cross(up, tangent);
    for (let side = 0; side < SIDES; side++) {
      const angle = (2 * Math.PI * side) / SIDES;
      const lifted = add(station.center, up, station.halfHeight * Math.cos(angle));
      const corner = add(lifted, out, station.halfThickness * Math.sin(angle));
      put(positions, ring * SIDES + side, corner);
    }
  });
  const first = stations[0]?.center ?? { x: 0, y: 0, z: 0 };
  put(positions, rings * SIDES, first);
  put(positions, rings * SIDES + 1, stations[rings - 1]?.center ?? first);
  return { positions, triangles: trianglesOf(rings) };
}

/** A bone's marrow: the same sweep, thinner by its cortex on every side. */
export function inset(stations: readonly Station[], cortex: number): Station[] {
  return stations.map((station) => ({
    ...station,
    halfThickness: Math.max(0.05, station.halfThickness - cortex),
    halfHeight: Math.max(0.05, station.halfHeight - cortex),
  }));
}

function put(positions: Float64Array, index: number, { x, y, z }: Vector): void {
  positions[index * 3] = x;
  positions[index * 3 + 1] = y;
  positions[index * 3 + 2] = z;
}

const known = new Map<number, Uint32Array>();

/** The triangles of a sweep depend on the number of its cuts alone, and few numbers occur. */
function trianglesOf(rings: number): Uint32Array {
  const triangles = known.get(rings) ?? joinRings(rings);
  known.set(rings, triangles);
  return triangles;
}

/** Two triangles for each side between neighbouring rings, and a fan for each cap. */
function joinRings(rings: number): Uint32Array {
  const triangles: number[] = [];
  const corner = (ring: number, side: number) => ring * SIDES + (side % SIDES);
  for (let side = 0; side < SIDES; side++) {
    for (let ring = 0; ring + 1 < rings; ring++) {
      const a = corner(ring, side);
      const b = corner(ring, side + 1);
      const c = corner(ring + 1, side);
      const d = corner(ring + 1, side + 1);
      triangles.push(a, b, c, b, d, c);
    }
    triangles.push(rings * SIDES, corner(0, side + 1), corner(0, side));
    triangles.push(rings * SIDES + 1, corner(rings - 1, side), corner(rings - 1, side + 1));
  }
  return Uint32Array.from(triangles);
}
