import { expect } from "vitest";
import { readWeights } from "../../src/networks/index.ts";

/** Shape and values of every tensor that a checkpoint holds, by name. */
export function valuesOf(bytes: Uint8Array): Record<string, [readonly number[], number[]]> {
  return Object.fromEntries(
    [...readWeights(bytes)].map(([name, { shape, data }]) => [name, [shape, Array.from(data)]]),
  );
}

/** Expects a checkpoint to be refused with a code and a reason. */
export function expectRefusal(bytes: Uint8Array, code: string, message: RegExp): void {
  expect(() => readWeights(bytes)).toThrow(
    expect.objectContaining({
      name: "WeightsError",
      code,
      message: expect.stringMatching(message),
    }),
  );
}
