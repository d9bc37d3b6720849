import type { Interval } from "../../evaluation/index.ts";

/** A figure with three decimals; nothing where there is none. */
export function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : value.toFixed(3);
}

/** A figure and its interval. */
export function estimate(
  value: { readonly value: number; readonly interval: Interval | null } | null | undefined,
): string {
  if (!value) return "";
  return value.interval ? `${figure(value.value)} (${range(value.interval)})` : figure(value.value);
}

export function range({ low, high }: Interval): string {
  return `${figure(low)} to ${figure(high)}`;
}

/** A mean over findings. */
export function mean(
  value:
    | { readonly value: number; readonly interval: Interval | null; readonly findings: number }
    | null
    | undefined,
): string {
  return value ? `${estimate(value)} over ${value.findings}` : "";
}

/** A share with the counts behind it. */
export function counted(
  share:
    | {
        readonly value: number;
        readonly interval: Interval;
        readonly correct: number;
        readonly of: number;
      }
    | null
    | undefined,
): string {
  return share ? `${estimate(share)}, ${share.correct} of ${share.of}` : "";
}

/** A whole number as people write it. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** "1 radiograph", "2,000 radiographs". */
export function numbered(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "a, b and c". */
export function enumerated(items: readonly string[]): string {
  return items.length < 2
    ? items.join("")
    : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
