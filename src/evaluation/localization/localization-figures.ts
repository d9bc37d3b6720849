import type { Estimate } from "../bootstrap.ts";
import { meanByPatient } from "../mean-by-patient.ts";
import type { BootstrapOptions } from "../resample.ts";
import { type Share, shareOf } from "../share.ts";
import type { CaseToLocalize, MeasuredCase, RegionFigures } from "./measure-case.ts";
import type { Overlap } from "./overlap.ts";

/** Overlaps that count as found: three of ChestX-ray8's. A region is found if its overlap is above. */
export const FOUND_ABOVE = [0.1, 0.25, 0.5] as const;

/**
 * With fewer radiographs figures only describe these: the interval of a share of a half spans 27 points at 50
 * radiographs, 40 at 20.
 */
export const DESCRIPTIVE_BELOW = 50;

/** How regions of several cases lie to what readers marked. */
export interface OverlapFigures {
  /** Cases that it was measured on. */
  readonly cases: number;
  /** Means over the cases with intervals by patient. */
  readonly iou: Estimate;
  readonly iobb: Estimate;
  /** Mean detected area as a share of the image. */
  readonly area: number;
  /** Cases with an overlap above each of `FOUND_ABOVE`, as a share of all. */
  readonly found: readonly FoundAbove[];
}

export interface FoundAbove {
  readonly above: number;
  readonly byIou: Share;
  readonly byIobb: Share;
}

/** The same of boxes around connected regions: of each case the box that fits best. */
export interface BoxFigures extends OverlapFigures {
  /** Boxes a case that do not overlap above each of `FOUND_ABOVE`: average number of false positives. */
  readonly falsePositives: readonly {
    readonly above: number;
    readonly byIou: number;
    readonly byIobb: number;
  }[];
}

/** How well heatmaps point at what readers marked, over some cases: radiographs with a finding marked on them. */
export interface LocalizationFigures {
  readonly name: string;
  readonly cases: number;
  readonly patients: number;
  /** Boxes and masks; a case may have several. */
  readonly shapes: number;
  /** Fewer than `DESCRIPTIVE_BELOW` cases. */
  readonly isDescriptive: boolean;
  /** Mean marked share of the image: how often a point at random hits, and the IoU of the whole image. */
  readonly marked: number;
  /** Maps that are zero everywhere: they miss. */
  readonly emptyMaps: number;
  readonly pointingGame: {
    readonly model: Share;
    /** A peak within `TOLERANCE` counts too. */
    readonly nearby: Share;
    /** Among the cases that the model calls positive, whose heatmaps its readers see; null of none. */
    readonly calledPositive: Share | null;
    readonly centre: Share;
    /** Of the cases with another patient: the centre of the others' mean box, and the model less it. */
    readonly meanBox: Share | null;
    readonly aboveMeanBox: Estimate | null;
  };
  /** Share of the map's sum that lies in what is marked; `marked` by chance. */
  readonly energy: Estimate;
  readonly otsu: { readonly region: OverlapFigures; readonly boxes: BoxFigures };
  /** At a share of the maximum that was chosen on the other patients; null without any. */
  readonly tuned: {
    readonly region: OverlapFigures;
    readonly boxes: BoxFigures;
    /** The smallest and the largest share that was chosen. */
    readonly shares: readonly [number, number];
  } | null;
  readonly meanBox: OverlapFigures | null;
  /** IoU at the tuned threshold less that of the mean box. */
  readonly iouAboveMeanBox: Estimate | null;
}

/** A case with what was measured on it alone and by the help of the other patients. */
export interface ComparedCase {
  readonly given: CaseToLocalize;
  readonly alone: MeasuredCase;
  readonly tuned: { readonly region: RegionFigures; readonly share: number } | null;
  readonly meanBox: (Overlap & { readonly hit: boolean }) | null;
}

/** Figures over some cases, at least one. */
export function localizationFigures(
  name: string,
  cases: readonly ComparedCase[],
  options: BootstrapOptions,
): LocalizationFigures {
  const patientOf = ({ given }: ComparedCase) => given.patientId;
  const mean = <Case extends ComparedCase>(among: readonly Case[], value: (one: Case) => number) =>
    meanByPatient(among.map(value), among.map(patientOf), options);
  const share = (among: readonly ComparedCase[], isSo: (one: ComparedCase) => boolean) =>
    shareOf(among.filter(isSo).length, among.length);
  const hits = (one: ComparedCase) => one.alone.hit;
  const tuned = cases.filter((one) => one.tuned !== null) as Tuned[];
  const withMeanBox = cases.filter((one) => one.meanBox !== null) as WithMeanBox[];
  const both = tuned.filter((one) => one.meanBox !== null) as (Tuned & WithMeanBox)[];
  const shares = tuned.map((one) => one.tuned.share);
  const overlaps = <Case extends ComparedCase>(
    among: readonly Case[],
    overlap: (one: Case) => Overlap,
  ) => overlapFigures(among.map(overlap), among.map(patientOf), options);
  const boxes = <Case extends ComparedCase>(
    among: readonly Case[],
    region: (one: Case) => RegionFigures,
  ) => boxFigures(among.map(region), among.map(patientOf), options);
  return {
    name,
    cases: cases.length,
    patients: new Set(cases.map(patientOf)).size,
    shapes: cases.reduce((sum, { given }) => sum + given.shapes.length, 0),
    isDescriptive: cases.length < DESCRIPTIVE_BELOW,
    marked: cases.reduce((sum, { alone }) => sum + alone.marked, 0) / cases.length,
    emptyMaps: cases.filter(({ alone }) => alone.isEmpty).length,
    pointingGame: {
      model: share(cases, hits) as Share,
      nearby: share(cases, ({ alone }) => alone.hitNearby) as Share,
      calledPositive: share(
        cases.filter(({ given }) => given.calledPositive === true),
        hits,
      ),
      centre: share(cases, ({ alone }) => alone.hitByCentre) as Share,
      meanBox: share(withMeanBox, ({ meanBox }) => meanBox?.hit === true),
      aboveMeanBox: mean(
        withMeanBox,
        ({ alone, meanBox }) => Number(alone.hit) - Number(meanBox.hit),
      ),
    },
    energy: mean(cases, ({ alone }) => alone.energy) as Estimate,
    otsu: {
      region: overlaps(cases, ({ alone }) => alone.otsu),
      boxes: boxes(cases, ({ alone }) => alone.otsu),
    },
    tuned:
      tuned.length === 0
        ? null
        : {
            region: overlaps(tuned, (one) => one.tuned.region),
            boxes: boxes(tuned, (one) => one.tuned.region),
            shares: [Math.min(...shares), Math.max(...shares)],
          },
    meanBox: withMeanBox.length === 0 ? null : overlaps(withMeanBox, ({ meanBox }) => meanBox),
    iouAboveMeanBox: mean(both, (one) => one.tuned.region.iou - one.meanBox.iou),
  };
}

type Tuned = ComparedCase & { readonly tuned: NonNullable<ComparedCase["tuned"]> };
type WithMeanBox = ComparedCase & { readonly meanBox: NonNullable<ComparedCase["meanBox"]> };

function overlapFigures(
  overlaps: readonly Overlap[],
  patientIds: readonly string[],
  options: BootstrapOptions,
): OverlapFigures {
  const mean = (value: (overlap: Overlap) => number) =>
    meanByPatient(overlaps.map(value), patientIds, options) as Estimate;
  const found = (value: (overlap: Overlap) => number, above: number) =>
    shareOf(overlaps.filter((one) => value(one) > above).length, overlaps.length) as Share;
  return {
    cases: overlaps.length,
    iou: mean(({ iou }) => iou),
    iobb: mean(({ iobb }) => iobb),
    area: overlaps.reduce((sum, { area }) => sum + area, 0) / overlaps.length,
    found: FOUND_ABOVE.map((above) => ({
      above,
      byIou: found(({ iou }) => iou, above),
      byIobb: found(({ iobb }) => iobb, above),
    })),
  };
}

/** The best IoU and the best IoBB of a case may be different boxes'. */
function boxFigures(
  regions: readonly RegionFigures[],
  patientIds: readonly string[],
  options: BootstrapOptions,
): BoxFigures {
  const best = regions.map(({ boxes }) => ({
    iou: Math.max(0, ...boxes.map(({ iou }) => iou)),
    iobb: Math.max(0, ...boxes.map(({ iobb }) => iobb)),
    area: boxes.reduce((sum, { area }) => sum + area, 0),
  }));
  const boxes = regions.flatMap((region) => region.boxes);
  const falseOnes = (value: (box: Overlap) => number, above: number) =>
    boxes.filter((box) => value(box) <= above).length / regions.length;
  return {
    ...overlapFigures(best, patientIds, options),
    falsePositives: FOUND_ABOVE.map((above) => ({
      above,
      byIou: falseOnes(({ iou }) => iou, above),
      byIobb: falseOnes(({ iobb }) => iobb, above),
    })),
  };
}
