import { describe, expect, test } from "vitest";
import { curvesFile, drawCurves } from "../../../src/training/run-page/curves.ts";
import { drawPanel } from "../../../src/training/run-page/draw-panel.ts";
import { fitColour } from "../../../src/training/run-page/fit-colour.ts";
import type { Panel } from "../../../src/training/run-page/panels.ts";
import { parseRunLog } from "../../../src/training/run-page/run-log.ts";
import { exampleLog } from "./example-run.ts";

/** What an axis of the drawn panel says: its labels and where they stand, as a line through two of them. */
function readAxis(svg: string, axis: "x" | "y"): (pixel: number) => number {
  const group = svg.match(
    new RegExp(`<g[^>]*aria-label="${axis}-axis tick label"[^>]*>(.*?)</g>`),
  )?.[1];
  const offset = axis === "x" ? 1 : 2;
  const labels = [...(group ?? "").matchAll(/translate\(([-\d.]+),([-\d.]+)\)"[^>]*>([-−\d.]+)/g)];
  const read = (match: RegExpExecArray | undefined) => ({
    pixel: Number(match?.[offset]),
    value: Number(match?.[3]?.replace("−", "-")),
  });
  const [first, last] = [read(labels[0]), read(labels.at(-1))];
  const perPixel = (last.value - first.value) / (last.pixel - first.pixel);
  return (pixel) => first.value + (pixel - first.pixel) * perPixel;
}

function panelOf(points: readonly (readonly [number, number])[], best: number): Panel {
  return {
    title: "AUROC",
    across: "epoch",
    lines: [
      {
        fit: "fold 1",
        colour: "#4f7fe0",
        dashed: false,
        marked: true,
        points: points.map(([x, y], index) => ({ x, y, best: index === best })),
      },
    ],
  };
}

describe("a panel", () => {
  const points = [
    [1, 0.612],
    [2, 0.731],
    [3, 0.7],
    [4, 0.748],
  ] as const;

  test("has its points where its own axes say", () => {
    const svg = drawPanel(panelOf(points, 3));
    const [x, y] = [readAxis(svg, "x"), readAxis(svg, "y")];
    const dots = [...svg.matchAll(/<circle[^>]*>/g)].map(([dot]) => ({
      x: x(Number(dot.match(/cx="([^"]*)"/)?.[1])),
      y: y(Number(dot.match(/cy="([^"]*)"/)?.[1])),
      r: Number(dot.match(/ r="([^"]*)"/)?.[1]),
    }));
    expect(dots).toHaveLength(points.length);
    for (const [index, [epoch, area]] of points.entries()) {
      const dot = dots.find((one) => Math.abs(one.x - epoch) < 0.01);
      expect(dot?.y).toBeCloseTo(area, 3);
      expect(dot?.r).toBe(index === 3 ? 5 : 2.2);
    }
  });

  test("joins them by a line through the same places", () => {
    const svg = drawPanel(panelOf(points, 3));
    const [x, y] = [readAxis(svg, "x"), readAxis(svg, "y")];
    const path = svg.match(/aria-label="line"[^>]*><path d="M([^"]*)"/)?.[1] ?? "";
    const places = path.split("L").map((place) => place.split(",").map(Number));
    expect(places).toHaveLength(points.length);
    for (const [index, [epoch, area]] of points.entries()) {
      expect(x(places[index]?.[0] ?? 0)).toBeCloseTo(epoch, 2);
      expect(y(places[index]?.[1] ?? 0)).toBeCloseTo(area, 3);
    }
  });

  test.each([
    [[[1, 0.7]]],
    [[[0, 0]]],
    [
      [
        [1, 0.7],
        [2, 0.7],
      ],
    ],
  ])("of one value or one point, %j, is drawn inside its frame", (few) => {
    const svg = drawPanel(panelOf(few as [number, number][], 0));
    const heights = [...svg.matchAll(/cy="([^"]*)"/g)].map((match) => Number(match[1]));
    expect(heights).toHaveLength(few.length);
    for (const height of heights) expect(height > 0 && height < 240).toBe(true);
    expect(svg).not.toContain("NaN");
  });
});

describe("the curves of a run", () => {
  const log = parseRunLog(exampleLog("running"));
  const curves = drawCurves(log);

  test("are loss, AUROC, rate, gradient, speed and waiting, a line for each fit", () => {
    expect(curves.map(({ title }) => title)).toEqual([
      "Training loss",
      "Validation AUROC, mean over findings",
      "Learning rate",
      "Gradient norm",
      "Images per second",
      "Time spent waiting for radiographs",
    ]);
    for (const { svg } of curves)
      for (const fit of [0, 1, 2]) expect(svg).toContain(`stroke="${fitColour(fit)}"`);
  });

  test("mark each fit's best epoch, and no other", () => {
    const text = exampleLog("done");
    const best = new Map<string, { epoch: number; validationAuroc: number }>();
    for (const line of text.split("\n").filter((one) => one.includes('"stage":"epoch"'))) {
      const entry = JSON.parse(line);
      if (entry.validationAuroc > (best.get(entry.fit)?.validationAuroc ?? 0))
        best.set(entry.fit, entry);
    }
    const svg = drawCurves(parseRunLog(text))[1]?.svg ?? "";
    const [x, y] = [readAxis(svg, "x"), readAxis(svg, "y")];
    const large = [...svg.matchAll(/<circle r="5" cy="([^"]*)" cx="([^"]*)"/g)];
    expect(large).toHaveLength(5);
    for (const [fold, dot] of large.entries()) {
      const expected = best.get(`fold-${fold + 1}`);
      expect(x(Number(dot[2]))).toBeCloseTo(expected?.epoch ?? 0, 2);
      expect(y(Number(dot[1]))).toBeCloseTo(expected?.validationAuroc ?? 0, 3);
    }
  });

  test("leave out what a run has nothing for", () => {
    const text = [1, 2, 3].map(
      (epoch) =>
        `{"time":"2026-11-24T08:00:0${epoch}.000Z","stage":"fold","fold":1,"epoch":${epoch},"trainLoss":${3 / epoch},"validationLoss":${4 - epoch}}`,
    );
    const linear = drawCurves(parseRunLog(text.join("\n")));
    expect(linear.map(({ title }) => title)).toEqual(["Loss: training, dashed validation"]);
    expect(linear[0]?.svg.match(/stroke-dasharray/g)).toHaveLength(1);
    expect(drawCurves(parseRunLog(""))).toEqual([]);
  });

  test("as a file are one SVG that stands alone", () => {
    const file = curvesFile(curves, log);
    expect(file).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /);
    for (const title of ["fold 1 of 5", "fold 3 of 5", "Learning rate"])
      expect(file).toContain(`>${title}</text>`);
    expect(file).not.toMatch(/NaN|undefined|href|<script/);
    expect(curvesFile([], parseRunLog(""))).toContain("No step is done yet.");
  });

  test("look as they did", async () => {
    const short = parseRunLog(exampleLog("running").split("\n").slice(0, 16).join("\n"));
    await expect(curvesFile(drawCurves(short), short)).toMatchFileSnapshot("curves.svg");
  });
});

test("every fit's colour stands out 3 to 1 from a light and a dark page (WCAG 2.2, 1.4.11)", () => {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((one, two) => one - two);
    return (lighter + 0.05) / (darker + 0.05);
  };
  for (let fit = 0; fit < 8; fit++)
    for (const ground of ["#ffffff", "#1d1f22"])
      expect(contrast(fitColour(fit), ground)).toBeGreaterThanOrEqual(3);
  expect(new Set([0, 1, 2, 3, 4, 5, 6, 7].map(fitColour)).size).toBe(8);
});
