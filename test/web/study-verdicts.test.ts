import { expect, test } from "vitest";
import { barOf, barPosition } from "../../web/src/study/findings/bar-scale.ts";
import { orderFindings, verdictOf } from "../../web/src/study/findings/verdict.ts";
import {
  BORDERLINE_ABOVE,
  BORDERLINE_BELOW,
  findingReading,
  NOT_JUDGED,
  NOT_READ,
  POSITIVE,
} from "./study-findings.ts";

test.each([
  [POSITIVE, "positive"],
  [BORDERLINE_ABOVE, "borderlineAbove"],
  [BORDERLINE_BELOW, "borderlineBelow"],
  [{}, "negative"],
  [NOT_JUDGED, "notJudged"],
  [{ operatingPoint: null }, "notJudged"],
  [NOT_READ, "notRead"],
])("a finding that is %j is called %s", (said, verdict) => {
  expect(verdictOf(findingReading("Mass", said))).toBe(verdict);
});

test("positive findings come first, then borderline ones, then the rest, each by probability", () => {
  const findings = [
    findingReading("Hernia", { ...NOT_JUDGED, probability: 0.9 }),
    findingReading("Edema", NOT_READ),
    findingReading("Mass", BORDERLINE_BELOW),
    findingReading("Nodule", { probability: 0.05 }),
    findingReading("Effusion", { ...POSITIVE, probability: 0.11 }),
    findingReading("Fibrosis", { ...BORDERLINE_ABOVE, probability: 0.105 }),
    findingReading("Pneumonia", { ...POSITIVE, probability: 0.7 }),
  ];
  const names = (order: "verdict" | "vocabulary") =>
    orderFindings(findings, order).map(({ finding }) => finding);
  expect(names("verdict")).toEqual([
    ...["Pneumonia", "Effusion", "Fibrosis", "Mass"],
    ...["Hernia", "Nodule", "Edema"],
  ]);
  expect(names("vocabulary")).toEqual(findings.map(({ finding }) => finding));
});

test("a bar keeps the order of probability, interval and operating point, and stretches its low end", () => {
  const { fill, interval, mark } = barOf(findingReading("Mass", BORDERLINE_ABOVE));
  const end = (interval?.start ?? 0) + (interval?.length ?? 0);
  const places = [0, interval?.start ?? 0, mark ?? 0, fill, end, 1];
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(mark).toBeGreaterThan(0.3);
  expect([0, 1, 1.5, -1].map(barPosition)).toEqual([0, 1, 1, 0]);
});

test("a finding that is not judged has no mark, one that is not read has nothing", () => {
  expect(barOf(findingReading("Hernia", NOT_JUDGED)).mark).toBeNull();
  expect(barOf(findingReading("Hernia", NOT_READ))).toEqual({
    fill: 0,
    interval: null,
    mark: null,
  });
});
