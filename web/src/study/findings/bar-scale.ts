import { isJudged, type Judged } from "./verdict.ts";

/** Probabilities that the scale above the bars names. */
export const BAR_TICKS = [0.1, 0.5] as const;

/** What is drawn of a probability, in shares of the bar's length. */
export interface Bar {
  readonly fill: number;
  readonly interval: { readonly start: number; readonly length: number } | null;
  /** The operating point; null where there is none to reach. */
  readonly mark: number | null;
}

/**
 * Where a probability lies on a bar. Operating points of rare findings lie between 1 and 15 percent: on an even
 * scale they would all stand at its very start. The square root keeps 0 and 1 in their places and the order.
 */
export function barPosition(probability: number): number {
  return Math.sqrt(Math.min(1, Math.max(0, probability)));
}

/** What a bar shows. */
export function barOf(reading: Judged): Bar {
  const { probability, interval, operatingPoint } = reading;
  const start = barPosition(interval?.low ?? 0);
  return {
    fill: barPosition(probability ?? 0),
    interval: interval && { start, length: barPosition(interval.high) - start },
    mark: isJudged(reading) && operatingPoint !== null ? barPosition(operatingPoint) : null,
  };
}
