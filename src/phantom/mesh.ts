import type { Raster } from "./raster.ts";

/** A closed surface of triangles: positions in millimetres (x, y, z, x, y, z ...), three indices each. */
export interface Mesh {
  readonly positions: Float64Array;
  readonly triangles: Uint32Array;
}

/**
 * Adds the path through a closed mesh, times a weight, to a raster.
 *
 * A ray's path inside is the sum of depths where it leaves minus where it enters, so each triangle adds
 * its depth with the sign of the side it shows (Freud et al., "Fast and robust ray casting algorithms
 * for virtual X-ray imaging", Nucl. Instrum. Methods B 248, 2006). Cost grows with the pixels covered.
 */
export function addMesh(raster: Raster, mesh: Mesh, weight: number): void {
  const { positions, triangles } = mesh;
  const pixel = toPixels(raster, positions);
  const outward = Math.sign(signedVolume(mesh)) * weight;
  for (let index = 0; index < triangles.length; index += 3) {
    const a = (triangles[index] ?? 0) * 3;
    const b = (triangles[index + 1] ?? 0) * 3;
    const c = (triangles[index + 2] ?? 0) * 3;
    addTriangle(raster, pixel, a, b, c, outward);
  }
}

/** The same positions with x and y in pixels. */
function toPixels(raster: Raster, positions: Float64Array): Float64Array {
  const pixel = new Float64Array(positions.length);
  for (let index = 0; index < positions.length; index += 3) {
    pixel[index] = ((positions[index] ?? 0) - raster.left) / raster.spacing;
    pixel[index + 1] = ((positions[index + 1] ?? 0) - raster.top) / raster.spacing;
    pixel[index + 2] = positions[index + 2] ?? 0;
  }
  return pixel;
}

/** Six times the enclosed volume; negative when the triangles turn inwards. */
function signedVolume({ positions, triangles }: Mesh): number {
  let volume = 0;
  const at = (index: number) => positions[index] ?? 0;
  for (let index = 0; index < triangles.length; index += 3) {
    const a = (triangles[index] ?? 0) * 3;
    const b = (triangles[index + 1] ?? 0) * 3;
    const c = (triangles[index + 2] ?? 0) * 3;
    volume +=
      at(a) * (at(b + 1) * at(c + 2) - at(b + 2) * at(c + 1)) +
      at(a + 1) * (at(b + 2) * at(c) - at(b) * at(c + 2)) +
      at(a + 2) * (at(b) * at(c + 1) - at(b + 1) * at(c));
  }
  return volume;
}

/** Where a triangle's outline crosses a row: column and depth of two edges. */
const crossing = { columns: new Float64Array(2), depths: new Float64Array(2) };

/**
 * Adds one triangle's depths. Rows and columns are half-open at pixel centres and an edge is always
 * evaluated from its upper end, so neighbours neither overlap nor leave gaps.
 */
function addTriangle(
  raster: Raster,
  pixel: Float64Array,
  a: number,
  b: number,
  c: number,
  weight: number,
): void {
  const ay = pixel[a + 1] ?? 0;
  const by = pixel[b + 1] ?? 0;
  const cy = pixel[c + 1] ?? 0;
  const ax = pixel[a] ?? 0;
  const area = ((pixel[b] ?? 0) - ax) * (cy - ay) - ((pixel[c] ?? 0) - ax) * (by - ay);
  const signed = area > 0 ? weight : -weight;
  const endRow = Math.min(raster.rows, Math.ceil(Math.max(ay, by, cy)));
  for (let row = Math.max(0, Math.ceil(Math.min(ay, by, cy))); row < endRow; row++) {
    let found = crossEdge(pixel, a, b, row, 0);
    found = crossEdge(pixel, b, c, row, found);
    crossEdge(pixel, c, a, row, found);
    addSpan(raster, row, signed);
  }
}

/** Notes where an edge crosses the row's centre line, if it does; returns how many are noted. */
function crossEdge(pixel: Float64Array, a: number, b: number, row: number, found: number): number {
  const upper = (pixel[a + 1] ?? 0) <= (pixel[b + 1] ?? 0) ? a : b;
  const lower = upper === a ? b : a;
  const top = pixel[upper + 1] ?? 0;
  const bottom = pixel[lower + 1] ?? 0;
  if (!(top <= row && row < bottom)) return found;
  const share = (row - top) / (bottom - top);
  const column = pixel[upper] ?? 0;
  const depth = pixel[upper + 2] ?? 0;
  crossing.columns[found] = column + ((pixel[lower] ?? 0) - column) * share;
  crossing.depths[found] = depth + ((pixel[lower + 2] ?? 0) - depth) * share;
  return found + 1;
}

/** Adds the depths between the two noted crossings. */
function addSpan(raster: Raster, row: number, weight: number): void {
  const first = (crossing.columns[0] ?? 0) <= (crossing.columns[1] ?? 0) ? 0 : 1;
  const from = crossing.columns[first] ?? 0;
  const to = crossing.columns[1 - first] ?? 0;
  const start = Math.max(0, Math.ceil(from));
  const end = Math.min(raster.columns, Math.ceil(to));
  if (start >= end) return;
  const slope = ((crossing.depths[1 - first] ?? 0) - (crossing.depths[first] ?? 0)) / (to - from);
  let depth = (crossing.depths[first] ?? 0) + (start - from) * slope;
  const values = raster.values;
  for (let index = row * raster.columns + start; index < row * raster.columns + end; index++) {
    values[index] = (values[index] ?? 0) + weight * depth;
    depth += slope;
  }
}
