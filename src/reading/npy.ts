import { FINDINGS } from "../findings/index.ts";
import type { Heatmaps } from "./reading.ts";

const MAGIC = "\u0093NUMPY\u0001\u0000";
const ALIGNMENT = 64;

/**
 * Heatmaps as a NumPy file: float32, findings x rows x columns, little endian, C order.
 *
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0.
 */
export function heatmapsToNpy({ rows, columns, data }: Heatmaps): Uint8Array {
  const shape = `(${FINDINGS.length}, ${rows}, ${columns})`;
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const before = MAGIC.length + 2;
  const length = Math.ceil((before + header.length + 1) / ALIGNMENT) * ALIGNMENT - before;
  const lengthBytes = String.fromCharCode(length & 255, length >> 8);
  const text = `${MAGIC}${lengthBytes}${header.padEnd(length - 1)}\n`;
  const file = new Uint8Array(text.length + data.length * 4);
  file.set(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  const view = new DataView(file.buffer, text.length);
  data.forEach((value, index) => {
    view.setFloat32(index * 4, value, true);
  });
  return file;
}

/**
 * Heatmaps from a file that `heatmapsToNpy` wrote.
 *
 * @throws RangeError if it is any other file.
 */
export function heatmapsFromNpy(file: Uint8Array): Heatmaps {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = MAGIC.length + 2 + view.getUint16(MAGIC.length, true);
  const header = String.fromCharCode(...file.subarray(0, start));
  const shape = /'descr': '<f4'.*'shape': \((\d+), (\d+), (\d+)\)/.exec(header);
  const [findings, rows, columns] = (shape ?? []).slice(1).map(Number);
  if (findings !== FINDINGS.length || rows === undefined || columns === undefined) {
    throw new RangeError("The file holds no heatmaps.");
  }
  const data = Float32Array.from({ length: findings * rows * columns }, (_, index) =>
    view.getFloat32(start + 4 * index, true),
  );
  return { rows, columns, data };
}
