import { FINDINGS } from "../findings/index.ts";
import type { Scores } from "./model.ts";

/**
 * Scores of many radiographs in as few bytes as they have: many lists of them are held at once where each
 * radiograph is scored in dozens of ways.
 */
export interface ScoreTable {
  /** Adds a radiograph's scores. */
  add(scores: Scores): void;
  /** All that were added, in order. */
  scores(): Scores[];
}

const WIDTH = FINDINGS.length + 1;

/**
 * An empty table with room for so many radiographs. Logits are float32, as networks give them; how fits differ is
 * not kept.
 */
export function scoreTable(room: number): ScoreTable {
  const packed = new Float32Array(room * WIDTH);
  let rows = 0;
  const unpack = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? null : value;
  return {
    add({ logits, abnormal }) {
      packed.set(
        [...logits, abnormal].map((logit) => logit ?? Number.NaN),
        rows++ * WIDTH,
      );
    },
    scores: () =>
      Array.from({ length: rows }, (_, row) => {
        const [...values] = packed.subarray(row * WIDTH, (row + 1) * WIDTH);
        return { logits: values.slice(0, -1).map(unpack), abnormal: unpack(values.at(-1)) };
      }),
  };
}
