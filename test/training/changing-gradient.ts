/** A gradient that changes from step to step and spans six orders of magnitude. */
export function gradientAt(step: number, size: number): Float32Array {
  return Float32Array.from(
    { length: size },
    (_, index) =>
      Math.sin(step * 1.7 + index) * 10 ** ((index % 7) - 4) + (step % 5 === 0 ? 0.01 : 0),
  );
}
