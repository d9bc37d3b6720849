import { detectedBoxes } from "./detected-boxes.ts";
import { countLevels, enlarge, levelAt, levelsOf } from "./levels.ts";
import { otsuThreshold } from "./otsu.ts";
import { areasFrom, areasOf, type Overlap, overlapOf } from "./overlap.ts";
import { CENTRE, type Heatmap, hitsBy, peaksOf, TOLERANCE } from "./pointing-game.ts";
import { type Box, GRID, rasterize, type Shape } from "./shapes.ts";

/** One finding of one radiograph that readers have marked. */
export interface CaseToLocalize {
  readonly name: string;
  readonly patientId: string;
  readonly heatmap: Heatmap;
  /** At least one; several count as their union. */
  readonly shapes: readonly Shape[];
  /** Whether the model calls the finding positive; null where it has no operating point. */
  readonly calledPositive: boolean | null;
}

/** How a heatmap above one threshold lies to what readers marked. */
export interface RegionFigures extends Overlap {
  /** The boxes around its connected regions, as ChestX-ray8 makes them. */
  readonly boxes: readonly Overlap[];
}

/** What does not depend on other cases. */
export interface MeasuredCase {
  /** The marked area as a share of the image: how often a point at random hits it. */
  readonly marked: number;
  /** Whether the map is zero everywhere. */
  readonly isEmpty: boolean;
  readonly hit: boolean;
  readonly hitNearby: boolean;
  /** Whether the image's centre lies in what is marked. */
  readonly hitByCentre: boolean;
  /** The share of the map's sum that lies in what is marked, 0 of an empty map. */
  readonly energy: number;
  /** Of the region above Otsu's threshold. */
  readonly otsu: RegionFigures;
  /** IoU of the region from each of `SHARES` of the maximum on. */
  readonly iouAt: readonly number[];
}

/** Shares of a map's maximum that a threshold is chosen from. */
export const SHARES = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);

const POINTS = GRID * GRID;

/** Measures one case by itself. */
export function measureCase({ heatmap, shapes }: CaseToLocalize): MeasuredCase {
  const truth = rasterize(shapes);
  const enlarged = enlarge(heatmap);
  const levels = levelsOf(enlarged, heatmap);
  const counts = countLevels(levels, truth);
  const peaks = peaksOf(heatmap);
  const split = otsuThreshold(counts.all);
  const from = split === null ? null : split + 1;
  return {
    marked: areasFrom(counts, null).truth / POINTS,
    isEmpty: peaks.length === 0,
    hit: hitsBy(peaks, shapes),
    hitNearby: hitsBy(peaks, shapes, TOLERANCE),
    hitByCentre: hitsBy([CENTRE], shapes),
    energy: energyIn(enlarged, truth),
    otsu: {
      ...overlapOf(areasFrom(counts, from), POINTS),
      boxes: from === null ? [] : boxOverlaps(levels, from, truth),
    },
    iouAt: SHARES.map((share) =>
      peaks.length === 0 ? 0 : overlapOf(areasFrom(counts, levelAt(share)), POINTS).iou,
    ),
  };
}

/** The region from a share of the maximum on; nothing of an empty map. */
export function regionAt({ heatmap, shapes }: CaseToLocalize, share: number): RegionFigures {
  const truth = rasterize(shapes);
  const levels = levelsOf(enlarge(heatmap), heatmap);
  const from = levelAt(share);
  return {
    ...overlapOf(areasFrom(countLevels(levels, truth), from), POINTS),
    boxes: boxOverlaps(levels, from, truth),
  };
}

/** How a box lies to what readers marked. */
export function overlapOfBox(box: Box, shapes: readonly Shape[]): Overlap {
  return overlapOf(areasOf(rasterize([{ box }]), rasterize(shapes)), POINTS);
}

function boxOverlaps(levels: Uint8Array, from: number, truth: Uint8Array): Overlap[] {
  const all = truth.reduce((sum, isMarked) => sum + isMarked, 0);
  return detectedBoxes(levels, from).map(({ left, top, right, bottom }) => {
    let both = 0;
    for (let row = top; row < bottom; row++) {
      for (let point = row * GRID + left; point < row * GRID + right; point++)
        both += truth[point] as number;
    }
    const detected = (right - left) * (bottom - top);
    return overlapOf({ detected, truth: all, both }, POINTS);
  });
}

/** Wang et al., "Score-CAM", CVPR 2020 workshops: the energy-based pointing game. */
function energyIn(enlarged: Float32Array, truth: Uint8Array): number {
  let [sum, inside] = [0, 0];
  for (let point = 0; point < enlarged.length; point++) {
    const value = enlarged[point] as number;
    sum += value;
    if (truth[point] === 1) inside += value;
  }
  return sum === 0 ? 0 : inside / sum;
}
