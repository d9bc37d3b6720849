import type { Interval } from "../../evaluation/index.ts";
import { displayName, FINDINGS } from "../../findings/index.ts";

/** How an output is called where people read. */
export function outputName(name: string): string {
  const finding = FINDINGS.find((one) => one === name);
  return finding === undefined ? name : displayName(finding);
}

/** A figure, or a dash where there is none. */
export function figure(value: number | null | undefined, digits = 3): string {
  return value === null || value === undefined ? "-" : value.toFixed(digits);
}

export function intervalOnly(interval: Interval | null | undefined): string {
  return interval ? `${figure(interval.low)} to ${figure(interval.high)}` : "-";
}

/** A figure and its interval. */
export function withInterval(
  value: number | undefined,
  interval: Interval | null | undefined,
): string {
  if (value === undefined) return "-";
  return interval ? `${figure(value)} (${intervalOnly(interval)})` : figure(value);
}
