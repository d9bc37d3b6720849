import { SingleBar } from "cli-progress";
import { clockTime, PaceMeter, rateInWords } from "./pace.ts";

/** Shows on standard error how far long work is. */
export interface Progress {
  /** `stage` names what is being done; a new name starts anew. */
  step(stage: string, done: number, total: number, detail?: string): void;
  /** A sentence between the bars. */
  note(text: string): void;
  stop(): void;
}

export interface ProgressOptions {
  /** Shows nothing. */
  readonly quiet: boolean;
  /** What is counted, e.g. "files"; may be empty. */
  readonly unit: string;
  /** Standard error if left out. */
  readonly output?: NodeJS.WriteStream;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/** How often plain lines appear where there is no terminal, in milliseconds. */
const PLAIN_INTERVAL = 10_000;

/**
 * A bar with rate and time left on a terminal, plain lines elsewhere (the first and last of each stage, and
 * one every ten seconds), nothing if quiet. Rate and time left are those of the last minute.
 */
export function showProgress({
  quiet,
  unit,
  output = process.stderr,
  now = () => performance.now(),
}: ProgressOptions): Progress {
  if (quiet) return { step() {}, note() {}, stop() {} };
  return output.isTTY ? barProgress(unit, output, now) : plainProgress(unit, output, now);
}

function barProgress(unit: string, output: NodeJS.WriteStream, now: () => number): Progress {
  let bar: SingleBar | null = null;
  let current = "";
  let meter = new PaceMeter();
  const stop = () => {
    bar?.stop();
    bar = null;
  };
  return {
    step(stage, done, total, detail = "") {
      if (stage !== current) {
        stop();
        current = stage;
        meter = new PaceMeter();
      }
      const pace = meter.report(now(), done, total);
      const shown = {
        rate: rateInWords(pace?.rate ?? null),
        left: clockTime(done >= total ? 0 : (pace?.secondsLeft ?? null)),
        detail: detail === "" ? "" : `· ${detail}`,
      };
      if (bar !== null) {
        bar.update(done, shown);
        return;
      }
      bar = new SingleBar({
        format: `${stage} {bar} {value}/{total}${unit === "" ? "" : ` ${unit}`} · {rate} · {left} left {detail}`,
        barsize: 24,
        hideCursor: true,
        barCompleteChar: "█",
        barIncompleteChar: "░",
        stream: output,
      });
      bar.start(total, done, shown);
    },
    note(text) {
      stop();
      output.write(`${text}\n`);
    },
    stop,
  };
}

function plainProgress(unit: string, output: NodeJS.WriteStream, now: () => number): Progress {
  let current = "";
  let meter = new PaceMeter();
  let shown = 0;
  let ended = false;
  return {
    step(stage, done, total, detail = "") {
      const at = now();
      if (stage !== current) {
        current = stage;
        meter = new PaceMeter();
        ended = false;
        shown = Number.NEGATIVE_INFINITY;
      }
      const pace = meter.report(at, done, total);
      const ends = done >= total && !ended;
      if (!ends && at - shown < PLAIN_INTERVAL) return;
      ended ||= ends;
      shown = at;
      const parts = [
        `${done} of ${total}${unit === "" ? "" : ` ${unit}`}`,
        pace === null ? "" : rateInWords(pace.rate),
        pace === null || done >= total ? "" : `${clockTime(pace.secondsLeft)} left`,
        detail,
      ];
      output.write(`${stage}: ${parts.filter((part) => part !== "").join(", ")}\n`);
    },
    note(text) {
      output.write(`${text}\n`);
    },
    stop() {},
  };
}
