import { resize } from "../../radiograph/resize.ts";
import type { Heatmap } from "./pointing-game.ts";
import { GRID } from "./shapes.ts";

/** The strongest level; a share s of a map's maximum is the level 255 s. */
export const STRONGEST_LEVEL = 255;

/**
 * A heatmap at the GRID x GRID points that areas are counted on: interpolated bilinearly between the middles of its
 * cells, constant beyond the outermost ones, which is how overlays are drawn too.
 */
export function enlarge({ rows, columns, data }: Heatmap): Float32Array {
  return resize(data, { rows, columns }, { rows: GRID, columns: GRID });
}

/** An enlarged map in whole levels from 0 to 255, 255 being the maximum of its cells; all 0 if that is 0. */
export function levelsOf(enlarged: Float32Array, { data }: Heatmap): Uint8Array {
  const strongest = data.reduce((most, value) => Math.max(most, value), 0);
  const levels = new Uint8Array(enlarged.length);
  if (strongest === 0) return levels;
  for (let point = 0; point < levels.length; point++)
    levels[point] = Math.round((STRONGEST_LEVEL * (enlarged[point] as number)) / strongest);
  return levels;
}

/** How many points have each level: all of them, and those where the finding is. */
export interface LevelCounts {
  readonly all: Uint32Array;
  readonly inside: Uint32Array;
}

export function countLevels(levels: Uint8Array, truth: Uint8Array): LevelCounts {
  const all = new Uint32Array(STRONGEST_LEVEL + 1);
  const inside = new Uint32Array(STRONGEST_LEVEL + 1);
  for (let point = 0; point < levels.length; point++) {
    const level = levels[point] as number;
    all[level] = (all[level] as number) + 1;
    inside[level] = (inside[level] as number) + (truth[point] as number);
  }
  return { all, inside };
}

/** The lowest level that belongs to the region from a share of the maximum on. */
export function levelAt(share: number): number {
  return Math.ceil(share * STRONGEST_LEVEL);
}
