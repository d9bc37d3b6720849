import { RefusedRadiographError } from "./errors.ts";

/** Images smaller than this show no finding; the smallest public chest data sets have 64 pixels a side. */
const MINIMUM_SIDE = 64;

/** Twice the side of the largest detectors (43 cm at 0.1 mm is 4,300 pixels). */
export const MAXIMUM_SIDE = 8_192;

/** Of the 112,120 radiographs of ChestX-ray14 the longest is 1.84 times as long as wide. */
const MAXIMUM_ASPECT = 3;

/** Refuses a declared size that no chest radiograph has. Called before anything is allocated. */
export function checkSize(rows: number, columns: number): void {
  const long = Math.max(rows, columns);
  const short = Math.min(rows, columns);
  const problem =
    short < MINIMUM_SIDE
      ? `is too small to read: ${MINIMUM_SIDE} is the least`
      : long > MAXIMUM_SIDE
        ? `is larger than any radiograph: ${MAXIMUM_SIDE} is the most`
        : long > short * MAXIMUM_ASPECT
          ? `is too long and narrow: a ratio of ${MAXIMUM_ASPECT} is the most`
          : null;
  if (problem === null) return;
  throw new RefusedRadiographError(
    "IMPLAUSIBLE_SIZE",
    `the image is declared as ${rows} rows x ${columns} columns, which ${problem}. Pass the whole radiograph at its own size.`,
    { rows, columns },
  );
}
