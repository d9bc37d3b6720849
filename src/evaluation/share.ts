import { type Interval, wilsonInterval } from "./interval.ts";

/** A share of radiographs with the counts behind it and its 95 percent interval. */
export interface Share {
  readonly value: number;
  readonly correct: number;
  readonly of: number;
  /** Wilson's interval. It treats radiographs as independent; those of one patient are not, so it is somewhat too narrow. */
  readonly interval: Interval;
}

/** Null of nothing. */
export function shareOf(correct: number, of: number): Share | null {
  const interval = wilsonInterval(correct, of);
  return interval && { value: correct / of, correct, of, interval };
}
