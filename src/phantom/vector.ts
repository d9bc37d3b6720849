/** A place or direction in the phantom, in millimetres; see {@link Raster} for the axes. */
export interface Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export function add(a: Vector, b: Vector, scale = 1): Vector {
  return { x: a.x + b.x * scale, y: a.y + b.y * scale, z: a.z + b.z * scale };
}

export function subtract(a: Vector, b: Vector): Vector {
  return add(a, b, -1);
}

export function cross(a: Vector, b: Vector): Vector {
  return {
    x: a.y * b.z - a.z * b.y,
    y: a.z * b.x - a.x * b.z,
    z: a.x * b.y - a.y * b.x,
  };
}

export function length(a: Vector): number {
  return Math.hypot(a.x, a.y, a.z);
}

/** The same direction with length 1. */
export function unit(a: Vector): Vector {
  const size = length(a) || 1;
  return { x: a.x / size, y: a.y / size, z: a.z / size };
}
