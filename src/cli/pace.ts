/** How fast work goes and how long the rest takes. */
export interface Pace {
  /** Units per second. */
  readonly rate: number;
  /** Seconds until the total is reached at this rate. */
  readonly secondsLeft: number;
}

/** Milliseconds that a rate is taken over: work that became slower or faster is judged as it is now. */
const WINDOW = 60_000;

/** Milliseconds between the moments that are kept: enough of them for a window, however often work reports. */
const SPACING = 500;

/**
 * The pace of one stage of work over the last minute, or since its first report where that is less. The first
 * report is where counting starts: what a resumed run had done before is none of this run's speed.
 */
export class PaceMeter {
  readonly #moments: { readonly at: number; readonly done: number }[] = [];

  /** Takes a report at a time in milliseconds; null while there is nothing to judge by. */
  report(at: number, done: number, total: number): Pace | null {
    const moments = this.#moments;
    while (moments.length > 1 && (moments[1]?.at ?? at) <= at - WINDOW) moments.shift();
    const first = moments[0];
    const last = moments.at(-1);
    if (last === undefined || at - last.at >= SPACING) moments.push({ at, done });
    if (first === undefined || at <= first.at || done <= first.done) return null;
    const rate = (done - first.done) / ((at - first.at) / 1000);
    return { rate, secondsLeft: Math.max(total - done, 0) / rate };
  }
}

/** Hours, minutes and seconds, e.g. "0:04:07" or "31:00:12"; "-" for none. */
export function clockTime(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return "-";
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** A rate with its unit of time, so that slow work is no "0.0": "12.3/s", "4.5/min", "2.0/h"; "-" for none. */
export function rateInWords(rate: number | null): string {
  if (rate === null) return "-";
  if (rate >= 0.1) return `${rate.toFixed(1)}/s`;
  return rate >= 0.1 / 60 ? `${(60 * rate).toFixed(1)}/min` : `${(3600 * rate).toFixed(1)}/h`;
}
