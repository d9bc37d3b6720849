import type { Translator } from "../../../../src/language/index.ts";
import type { ViewerImage } from "../grey/viewer-image.ts";
import { areGreys } from "../grey/window.ts";
import {
  angleAt,
  cardiothoracicRatio,
  distanceBetween,
  type Measurement,
  statisticsBetween,
} from "./measurement.ts";

/** Above this share the heart counts as enlarged: Danzer, American Journal of the Medical Sciences, 1919. */
const LIMIT = 0.5;

/** What is said of lengths in millimetres, by where the file's spacing is measured. */
const SCALES = { calibrated: "viewer.note.calibrated", detector: "viewer.note.detector" } as const;

/** What a measurement says. */
export interface MeasurementWords {
  /** With its unit. */
  readonly value: string;
  /** What it means, and what it does not. */
  readonly notes: readonly string[];
}

/**
 * What a measurement says, in words.
 *
 * @param view direction of the beam as far as the file says.
 */
export function measurementWords(
  { kind, points }: Measurement,
  image: ViewerImage,
  view: string | null,
  { text }: Translator,
): MeasurementWords {
  const [first = [0, 0], second = [0, 0], third = [0, 0], fourth = [0, 0]] = points;
  switch (kind) {
    case "length": {
      const { value, unit } = distanceBetween(first, second, image);
      const note = unit === "pixels" ? "viewer.note.noScale" : SCALES[image.pixelSpacingKind];
      return { value: text(`viewer.value.${unit}`, { value }), notes: [text(note)] };
    }
    case "angle": {
      const value = angleAt([first, second, third], image);
      return { value: text("viewer.value.degrees", { value }), notes: [] };
    }
    case "ratio": {
      const ratio = cardiothoracicRatio([first, second, third, fourth], image);
      if (ratio === null) return { value: text("viewer.value.none"), notes: [] };
      const meaning = ratio > LIMIT ? "viewer.note.ratio.above" : "viewer.note.ratio.below";
      const notes = [text(meaning, { limit: LIMIT })];
      if (view === "AP") notes.push(text("viewer.note.ratio.AP"));
      else if (view !== "PA") notes.push(text("viewer.note.ratio.unknown"));
      return { value: text("viewer.value.ratio", { value: ratio }), notes };
    }
    case "statistics": {
      const statistics = statisticsBetween(first, second, image);
      if (statistics === null) return { value: text("viewer.value.none"), notes: [] };
      const { mean, ...others } = statistics;
      return areGreys(image)
        ? {
            value: text("viewer.value.meanGrey", { mean }),
            notes: [text("viewer.note.greys", { ...others })],
          }
        : {
            value: text("viewer.value.mean", { mean }),
            notes: [text("viewer.note.statistics", { ...others })],
          };
    }
  }
}

/** Names of measurements: numbered within their kind, in the order in which they were made. */
export function measurementNames(
  measurements: readonly Measurement[],
  { text }: Translator,
): ReadonlyMap<string, string> {
  return new Map(
    measurements.map(({ id, kind }, index) => {
      const before = measurements.slice(0, index).filter((one) => one.kind === kind);
      return [id, text(`viewer.measurement.${kind}`, { number: before.length + 1 })];
    }),
  );
}
