import type { BootstrapOptions } from "../resample.ts";
import { chooseShares, meanBoxes } from "./cross-fit.ts";
import {
  type ComparedCase,
  type LocalizationFigures,
  localizationFigures,
} from "./localization-figures.ts";
import {
  type CaseToLocalize,
  type MeasuredCase,
  measureCase,
  overlapOfBox,
  type RegionFigures,
  regionAt,
  SHARES,
} from "./measure-case.ts";
import type { Overlap } from "./overlap.ts";
import { hitsBy } from "./pointing-game.ts";
import type { Box } from "./shapes.ts";

/** One case with all that was measured on it. */
export interface LocalizedCase {
  readonly marked: number;
  readonly hit: boolean;
  readonly hitNearby: boolean;
  readonly energy: number;
  readonly otsu: Overlap;
  readonly tuned: (Overlap & { readonly share: number }) | null;
  readonly meanBox: (Overlap & { readonly hit: boolean }) | null;
}

export interface LocalizationEvaluation {
  /** In the order of the cases' names. */
  readonly findings: readonly LocalizationFigures[];
  /** All cases as one; null where the findings are fewer than two. */
  readonly all: LocalizationFigures | null;
  /** In the order given. */
  readonly cases: readonly LocalizedCase[];
}

/**
 * Compares heatmaps with what readers marked, by finding and over all, beside what is reached without looking:
 * the image's centre, the mean box of the other patients with the finding, a point at random.
 *
 * Thresholds are Otsu's, which needs no tuning, and a share of the maximum with the best mean IoU on the other
 * patients with the finding (of any, where these are fewer than ten). Shares have Wilson's intervals over cases, means intervals by patient.
 */
export function evaluateLocalization(
  cases: readonly CaseToLocalize[],
  names: readonly string[],
  options: BootstrapOptions = {},
): LocalizationEvaluation {
  const measured = measureCases(cases);
  const findings = names.flatMap((name) => {
    const ofFinding = measured.filter(({ given }) => given.name === name);
    return ofFinding.length === 0 ? [] : [localizationFigures(name, ofFinding, options)];
  });
  return {
    findings,
    all: findings.length < 2 ? null : localizationFigures("All", measured, options),
    cases: measured.map(({ alone, tuned, meanBox }) => ({
      marked: alone.marked,
      hit: alone.hit,
      hitNearby: alone.hitNearby,
      energy: alone.energy,
      otsu: withoutBoxes(alone.otsu),
      tuned: tuned === null ? null : { ...withoutBoxes(tuned.region), share: tuned.share },
      meanBox,
    })),
  };
}

function measureCases(cases: readonly CaseToLocalize[]): ComparedCase[] {
  const alone = cases.map((one) => ({ ...one, measured: measureCase(one) }));
  const shares = chooseShares(
    alone.map(({ name, patientId, measured: { iouAt } }) => ({ name, patientId, iouAt })),
  );
  const boxes = meanBoxes(cases);
  return alone.map(({ measured, ...given }, index) => ({
    given,
    alone: measured,
    tuned: tunedRegion(given, measured, shares[index] ?? null),
    meanBox: meanBoxFigures(given, boxes[index] ?? null),
  }));
}

function tunedRegion(
  given: CaseToLocalize,
  { isEmpty }: MeasuredCase,
  place: number | null,
): ComparedCase["tuned"] {
  if (place === null) return null;
  const share = SHARES[place] as number;
  const region = isEmpty ? { iou: 0, iobb: 0, area: 0, boxes: [] } : regionAt(given, share);
  return { region, share };
}

function meanBoxFigures({ shapes }: CaseToLocalize, box: Box | null): ComparedCase["meanBox"] {
  if (box === null) return null;
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  return { ...overlapOfBox(box, shapes), hit: hitsBy([middle], shapes) };
}

function withoutBoxes({ iou, iobb, area }: RegionFigures): Overlap {
  return { iou, iobb, area };
}
