import { PassThrough } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockTime, PaceMeter, rateInWords } from "../../src/cli/pace.ts";
import { showProgress } from "../../src/cli/progress.ts";

/** A stream that keeps what is written to it, as a terminal or as none, and a clock set by hand. */
function screen(isTTY: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    columns: 200,
    cursorTo() {},
    moveCursor() {},
    clearLine() {},
  });
  stream.on("data", (chunk: Buffer) => written.push(chunk.toString()));
  const output = stream as unknown as NodeJS.WriteStream;
  const progress = showProgress({ quiet: false, unit: "", output, now: () => clock.now });
  return { progress, clock, text: () => written.join("") };
}

describe("the pace of work", () => {
  test("steady work has its own rate, wherever a resumed run starts to count", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 2, max: 900 }),
        (perSecond, start, seconds) => {
          const meter = new PaceMeter();
          const total = start + perSecond * 1000;
          expect(meter.report(0, start, total)).toBeNull();
          let pace = null;
          for (let second = 1; second <= seconds; second++)
            pace = meter.report(second * 1000, start + perSecond * second, total);
          expect(pace?.rate).toBeCloseTo(perSecond, 9);
          expect(pace?.secondsLeft).toBeCloseTo(1000 - seconds, 6);
        },
      ),
    );
  });

  test("a minute after work slowed down only the slow part counts", () => {
    const meter = new PaceMeter();
    let done = 0;
    for (let second = 0; second < 3600; second++) meter.report(second * 1000, done++, 1e6);
    const at = (second: number) => meter.report((3600 + second) * 1000, done + second / 10, 1e6);
    expect(at(0)?.rate).toBeCloseTo(1, 9);
    for (let second = 1; second <= 30; second++) at(second);
    expect(at(31)?.rate).toBeGreaterThan(0.1);
    for (let second = 32; second <= 59; second++) at(second);
    expect(at(60)?.rate).toBeCloseTo(0.1, 9);
  });

  test("work that reports once in many minutes still has a rate", () => {
    const meter = new PaceMeter();
    meter.report(0, 0, 10);
    meter.report(600_000, 1, 10);
    expect(meter.report(1_200_000, 2, 10)).toEqual({ rate: 1 / 600, secondsLeft: 4800 });
  });

  test("time is read back from the clock to the second", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
        const text = clockTime(seconds);
        expect(text).toMatch(/^\d+:[0-5]\d:[0-5]\d$/);
        const [h = 0, m = 0, s = 0] = text.split(":").map(Number);
        expect(3600 * h + 60 * m + s).toBe(seconds);
      }),
    );
    expect(clockTime(3599.7)).toBe("1:00:00");
    expect(clockTime(Number.POSITIVE_INFINITY)).toBe("-");
  });

  test("a slow rate is told per minute or hour, never as 0.0", () => {
    expect(rateInWords(34.06)).toBe("34.1/s");
    expect(rateInWords(0.05)).toBe("3.0/min");
    expect(rateInWords(0.001)).toBe("3.6/h");
    expect(rateInWords(null)).toBe("-");
  });
});

describe("progress without a terminal", () => {
  test("a line at the start, one in ten seconds, one at the end", () => {
    const { progress, clock, text } = screen(false);
    for (let second = 0; second <= 60; second++) {
      clock.now = second * 1000;
      progress.step("fold 1 of 5", second * 4, 240, "loss 0.1712");
    }
    progress.step("fold 1 of 5", 240, 240, "loss 0.1712");
    const lines = text().trimEnd().split("\n");
    expect(lines).toHaveLength(7);
    expect(lines[0]).toBe("fold 1 of 5: 0 of 240, loss 0.1712");
    expect(lines[1]).toBe("fold 1 of 5: 40 of 240, 4.0/s, 0:00:50 left, loss 0.1712");
    expect(lines[6]).toBe("fold 1 of 5: 240 of 240, 4.0/s, loss 0.1712");
  });

  test("another stage begins with a line and a rate of its own", () => {
    const { progress, clock, text } = screen(false);
    progress.step("a", 0, 1000);
    clock.now = 2000;
    progress.step("a", 1000, 1000);
    progress.step("b", 5, 10);
    progress.note("A word.");
    clock.now = 12_000;
    progress.step("b", 6, 10);
    expect(text().trimEnd().split("\n")).toEqual([
      "a: 0 of 1000",
      "a: 1000 of 1000, 500.0/s",
      "b: 5 of 10",
      "A word.",
      "b: 6 of 10, 0.1/s, 0:00:40 left",
    ]);
  });
});

describe("progress on a terminal", () => {
  test("a bar with counts, rate, time left and detail; a note does not restart its clock", () => {
    const { progress, clock, text } = screen(true);
    progress.step("fold 1 of 5", 100, 7300);
    progress.note("left out: a.png");
    clock.now = 10_000;
    progress.step("fold 1 of 5", 120, 7300, "loss 0.1712, 64.0 images/s");
    progress.stop();
    expect(text()).toContain("left out: a.png\n");
    expect(text()).toContain("120/7300 · 2.0/s · 0:59:50 left · loss 0.1712, 64.0 images/s");
  });
});

test("quiet is silent", () => {
  const { text } = screen(false);
  const progress = showProgress({ quiet: true, unit: "" });
  progress.step("a", 1, 2);
  progress.note("b");
  progress.stop();
  expect(text()).toBe("");
});
