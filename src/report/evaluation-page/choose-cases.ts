import type { DrawableCase } from "./localization-result.ts";

/** Pictures of each kind on a page. */
const SHOWN = 4;

/**
 * The cases with the largest and with the smallest IoU at Otsu's threshold, of each finding at most one unless there
 * are too few findings. Among equals those with more, and with less, of the map inside. No case is among both.
 */
export function chooseCases(cases: readonly DrawableCase[]): {
  readonly best: readonly DrawableCase[];
  readonly worst: readonly DrawableCase[];
} {
  const ranked = cases.toSorted(
    ({ figures: one }, { figures: other }) =>
      other.otsu.iou - one.otsu.iou || other.energy - one.energy,
  );
  const best = firstOfEachFinding(ranked, Math.min(SHOWN, Math.ceil(ranked.length / 2)));
  const rest = ranked.filter((one) => !best.includes(one)).reverse();
  return { best, worst: firstOfEachFinding(rest, SHOWN) };
}

function firstOfEachFinding(cases: readonly DrawableCase[], count: number): DrawableCase[] {
  const isFirst = ({ figures }: DrawableCase, place: number) =>
    cases.findIndex((one) => one.figures.finding === figures.finding) === place;
  const first = cases.filter(isFirst);
  const others = cases.filter((one, place) => !isFirst(one, place));
  return [...first, ...others].slice(0, count);
}
