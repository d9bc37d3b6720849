import { describe, expect, test } from "vitest";
import type {
  DisturbanceResult,
  DisturbedLevel,
  RobustnessResult,
} from "../../src/report/index.node.ts";
import { robustnessPage } from "../../src/report/robustness-page/page.ts";
import { robustnessPictures } from "../../src/report/robustness-page/pictures.ts";
import { robustnessSummary } from "../../src/report/robustness-page/summary.ts";

const BEFORE = 0.8;

/** A level that costs so much AUROC, give or take 0.01, with as much calibration error and changed decisions. */
function level(severity: number, inWords: string, loss: number): DisturbedLevel {
  const findings = { calibrationError: loss, brierScore: loss };
  return {
    severity,
    inWords,
    changedRadiographs: 300,
    meanAuroc: {
      first: BEFORE - loss,
      second: BEFORE,
      difference: -loss,
      interval: { low: -loss - 0.01, high: -loss + 0.01 },
      findings: 5,
    },
    findings: [],
    calibration: { findings, anyFinding: { calibrationError: loss / 2, brierScore: loss / 2 } },
    refusedByGate: 0.37,
    changedDecisions: {
      ...{ value: 5 * loss, correct: 1500 * loss, of: 300 },
      interval: { low: 4 * loss, high: 6 * loss },
    },
    medianProbabilityChange: loss / 10,
  };
}

function disturbance(
  name: string,
  neutral: number | null,
  levels: readonly DisturbedLevel[],
): DisturbanceResult {
  const title =
    name === "jpeg" ? "JPEG compression" : name.replace(/^./, (one) => one.toUpperCase());
  return {
    ...{ name, title, occurs: "Here & there.", axis: "units", scale: "linear", neutral, levels },
    leftOut: name === "jpeg" ? ["quality 90"] : [],
  };
}

const RESULT: RobustnessResult = {
  model: { name: "example", version: "1.2.3", sha256: "cd".repeat(32) },
  population: {
    ...{ dataset: "Made up", split: "val", labelled: 400, missing: 50, drawn: 320 },
    refused: [{ code: "COLOUR_IMAGE", radiographs: 20, withFinding: 3 }],
    sides: [100, 128, 1024],
  },
  seed: 1,
  replicates: 100,
  undisturbed: {
    ...{ radiographs: 300, patients: 200, refusedByGate: 0.04 },
    meanAuroc: {
      ...{ value: BEFORE, interval: { low: 0.7, high: 0.9 } },
      findings: ["Effusion", "Pleural_Thickening"],
    },
    calibration: {
      findings: { calibrationError: 0.002, brierScore: 0.1 },
      anyFinding: { calibrationError: 0.003, brierScore: 0.2 },
    },
  },
  disturbances: [
    disturbance("jpeg", null, [level(70, "quality 70", 0.005), level(10, "quality 10", 0.04)]),
    disturbance("frame", 0, [level(5, "5 percent", 0.001), level(10, "10 percent", 0.004)]),
    disturbance("rotation", 0, [
      level(-20, "20 degrees anticlockwise", 0.07),
      level(-5, "5 degrees anticlockwise", 0.02),
      level(5, "5 degrees clockwise", 0.005),
      level(20, "20 degrees clockwise", 0.06),
    ]),
  ],
};

function attribute(element: string, name: string): number {
  return Number(element.match(new RegExp(` ${name}="([^"]+)"`))?.[1]);
}

describe("the summary", () => {
  test("names the most harmful first, where losses begin, and what does no clear harm", () => {
    expect(robustnessSummary(RESULT)).toEqual([
      "Most harmful to ranking, each at its worst severity: rotation (20 degrees anticlockwise) costs 0.070 (0.060 to 0.080), to 0.730; JPEG compression (quality 10) costs 0.040 (0.030 to 0.050), to 0.760.",
      "A clear loss begins at: rotation, 5 degrees anticlockwise; rotation, 20 degrees clockwise; JPEG compression, quality 10.",
      "No clear loss at any severity tried: frame.",
      "Probabilities of findings are furthest off under rotation (20 degrees anticlockwise): calibration error 0.070, undisturbed 0.002.",
      "The probability of any finding is furthest off under rotation (20 degrees anticlockwise): calibration error 0.035, undisturbed 0.003.",
      "Most decisions change under: rotation (20 degrees anticlockwise), on 35 percent of radiographs; JPEG compression (quality 10), on 20 percent of radiographs; frame (10 percent), on 2 percent of radiographs.",
    ]);
  });

  test("says nothing of ranking without enough positives, and praises nothing then", () => {
    const unjudged = {
      ...RESULT,
      undisturbed: { ...RESULT.undisturbed, meanAuroc: null },
      disturbances: RESULT.disturbances.map((one) => ({
        ...one,
        levels: one.levels.map((of) => ({ ...of, meanAuroc: null })),
      })),
    };
    const sentences = robustnessSummary(unjudged);
    expect(sentences[0]).toMatch(/^No finding has 20 positives or more/);
    expect(sentences.join(" ")).not.toMatch(/clear loss/);
  });
});

describe("the pictures", () => {
  const pictures = robustnessPictures(RESULT);

  test("are three for each disturbance, each with a point per severity and one undisturbed", () => {
    expect(pictures.map((of) => of.map(({ name }) => name))).toEqual(
      ["jpeg", "frame", "rotation"].map((name) =>
        ["auroc", "calibration", "decisions"].map((kind) => `${name}-${kind}`),
      ),
    );
    const points = pictures.map(([auroc]) => auroc?.svg.match(/<circle/g)?.length);
    expect(points).toEqual([2, 3, 5]); // JPEG has no severity at which nothing changes
  });

  test("have higher AUROC higher, and severities that grow to the right", () => {
    const heights = (index: number) =>
      [...(pictures[index]?.[0]?.svg ?? "").matchAll(/<circle[^>]*>/g)]
        .map(([circle]) => [attribute(circle, "cx"), attribute(circle, "cy")] as const)
        .sort(([one], [other]) => one - other)
        .map(([, y]) => y);
    const [mild = 0, severe = 0] = heights(0);
    expect(severe).toBeGreaterThan(mild); // quality 10 to the right of 70, and further down
    const rotated = heights(2);
    expect(Math.min(...rotated)).toBe(rotated[2]); // upright in the middle, at the top
    expect(Math.max(...rotated)).toBe(rotated[0]);
  });

  test("of a kind have one scale over all disturbances", () => {
    const ticks = pictures.map(
      ([auroc]) => auroc?.svg.match(/y-axis tick label[\s\S]*?<\/g>/)?.[0],
    );
    expect(ticks[0]).toBeTruthy();
    expect(new Set(ticks).size).toBe(1);
  });
});

test("the page tells everything, and escapes what others wrote", () => {
  const example = { caption: "as it is", png: Buffer.from("png") };
  const page = robustnessPage(
    RESULT,
    robustnessPictures(RESULT),
    RESULT.disturbances.map(({ levels }) => [
      example,
      ...levels.map(({ inWords }) => ({ ...example, caption: inWords })),
    ]),
  );
  expect(page).toContain("Not a diagnosis");
  expect(page).toContain("Here &amp; there.");
  expect(page).toContain("Left out, because they change none of these radiographs: quality 90.");
  expect(page).toContain("Pleural thickening");
  expect(page).toContain("-0.070 (-0.080 to -0.060)");
  expect(page).toContain("100 to 1024 pixels, median 128");
  expect(page).toContain("<td>37 percent</td>");
  expect(page.match(/<img /g)).toHaveLength(3 + 8);
  expect(page).not.toMatch(/undefined|NaN|\[object|<script/);
});
