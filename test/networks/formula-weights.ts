import { float32, type Tensor } from "../../src/graph/tensor.ts";
import type { Weights } from "../../src/networks/weights.ts";

/**
 * The same numbers as test/interop/python/formula_weights.py, which says why they are what they are.
 * They let a fixture of PyTorch's outputs do without the weights.
 */
export function formulaValues(name: string, shape: readonly number[]): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  const first = shape[0] ?? 1;
  const kind = name.split(".").at(-1);
  const scale = (u: number, index: number): number => {
    if (name === "input") {
      const image = Math.floor(index / (count / first));
      return (2 * u - 1) * (0.3 + 0.3 * image) + 0.3 * (image - 1);
    }
    if (kind === "cls_token" || kind === "pos_embed") return 2 * u - 1;
    if (kind === "running_mean") return 0.6 * (u - 0.5);
    if (kind === "running_var") return 0.4 + 0.8 * u;
    if (kind === "weight" && shape.length === 1) return 0.8 + 0.6 * u;
    if (kind === "bias") return 0.5 * (u - 0.5);
    const fanIn = Math.floor(count / first);
    const value = (2 * u - 1) * Math.sqrt(3 / fanIn);
    return shape.length === 2 && Math.floor(index / fanIn) === 3 ? -0.1 * Math.abs(value) : value;
  };
  const seed = hashName(name);
  return Float32Array.from({ length: count }, (_, index) => scale(uniform(index, seed), index));
}

/** Weights by formula for whatever name and shape a network asks for. */
export function formulaWeights(shapes: Readonly<Record<string, readonly number[]>>): Weights {
  return new Map<string, Tensor<"float32">>(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      float32(shape, formulaValues(name, shape)),
    ]),
  );
}

function hashName(name: string): number {
  let seed = 0;
  for (const byte of new TextEncoder().encode(name)) seed = (Math.imul(seed, 31) + byte) >>> 0;
  return seed;
}

function uniform(index: number, seed: number): number {
  let h = (Math.imul(index, 0x9e3779b1) + seed) >>> 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return ((h >>> 0) + 0.5) / 2 ** 32;
}
