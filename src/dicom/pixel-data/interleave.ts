import type { PixelWords } from "./codec.ts";

/** Brings planes of samples pixel by pixel together; a single plane is what it was. */
export function interleave(planes: readonly PixelWords[]): PixelWords {
  const [first] = planes;
  if (first !== undefined && planes.length === 1) return first;
  const length = (first?.length ?? 0) * planes.length;
  const interleaved =
    first instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  planes.forEach((plane, sample) => {
    for (let index = 0; index < plane.length; index++) {
      interleaved[index * planes.length + sample] = plane[index] ?? 0;
    }
  });
  return interleaved;
}
