import { SingleBar } from "cli-progress";

/** Shows on standard error how far long work is. */
export interface Progress {
  /** `stage` names what is being done; a new name starts anew. */
  step(stage: string, done: number, total: number, detail?: string): void;
  /** A sentence between the bars. */
  note(text: string): void;
  stop(): void;
}

/** How often plain lines appear where there is no terminal, in milliseconds. */
const PLAIN_INTERVAL = 10_000;

/**
 * A bar with rate and time left on a terminal, plain lines elsewhere (the first and last of each stage, and
 * one every ten seconds), nothing if quiet.
 */
export function showProgress({ quiet, unit }: { quiet: boolean; unit: string }): Progress {
  if (quiet) return { step() {}, note() {}, stop() {} };
  return process.stderr.isTTY ? barProgress(unit) : plainProgress(unit);
}

function barProgress(unit: string): Progress {
  let bar: SingleBar | null = null;
  let current = "";
  let started = 0;
  const stop = () => {
    bar?.stop();
    bar = null;
  };
  return {
    step(stage, done, total, detail = "") {
      if (stage !== current || bar === null) {
        stop();
        current = stage;
        started = performance.now();
        bar = new SingleBar({
          format: `${stage} {bar} {value}/{total} ${unit} · {rate}/s · {left} left {detail}`,
          barsize: 24,
          hideCursor: true,
          barCompleteChar: "█",
          barIncompleteChar: "░",
        });
        bar.start(total, done, { rate: "-", left: "-", detail });
      }
      const seconds = (performance.now() - started) / 1000;
      const rate = done / Math.max(seconds, 0.001);
      bar.update(done, {
        rate: rate.toFixed(1),
        left: duration((total - done) / Math.max(rate, 0.001)),
        detail,
      });
    },
    note(text) {
      stop();
      process.stderr.write(`${text}\n`);
    },
    stop,
  };
}

function plainProgress(unit: string): Progress {
  let current = "";
  let shown = 0;
  return {
    step(stage, done, total, detail = "") {
      const now = performance.now();
      if (stage === current && done < total && now - shown < PLAIN_INTERVAL) return;
      current = stage;
      shown = now;
      process.stderr.write(
        `${stage}: ${done} of ${total} ${unit} ${detail}`.trimEnd().concat("\n"),
      );
    },
    note(text) {
      process.stderr.write(`${text}\n`);
    },
    stop() {},
  };
}

function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "-";
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
