import { expect, test } from "vitest";
import {
  choose,
  chooseNext,
  NOTHING_CHOSEN,
  shownHeatmap,
  toggleAnyway,
  toggleHidden,
} from "../../web/src/study/heatmap/heatmap-choice.ts";
import { findingReading, NOT_JUDGED, NOT_READ, POSITIVE } from "./study-findings.ts";

const FINDINGS = [
  findingReading("Effusion", POSITIVE),
  findingReading("Mass"),
  findingReading("Hernia", NOT_JUDGED),
  findingReading("Edema", NOT_READ),
];

test("a positive finding's heatmap is shown when it is chosen, and hidden on demand", () => {
  expect(shownHeatmap(NOTHING_CHOSEN, FINDINGS).kind).toBe("nothingChosen");
  const chosen = choose(NOTHING_CHOSEN, "Effusion");
  expect(shownHeatmap(chosen, FINDINGS)).toMatchObject({ kind: "shown", isAnyway: false });
  const hidden = toggleHidden(chosen);
  expect(shownHeatmap(hidden, FINDINGS)).toEqual({ kind: "hidden", finding: "Effusion" });
  expect(shownHeatmap(toggleHidden(hidden), FINDINGS).kind).toBe("shown");
  expect(shownHeatmap(choose(chosen, "Effusion"), FINDINGS).kind).toBe("nothingChosen");
});

test("a heatmap below the operating point is held back until it is asked for, for that finding only", () => {
  const mass = choose(NOTHING_CHOSEN, "Mass");
  expect(shownHeatmap(mass, FINDINGS)).toMatchObject({ kind: "withheld", verdict: "negative" });
  const anyway = toggleAnyway(mass);
  expect(shownHeatmap(anyway, FINDINGS)).toMatchObject({ kind: "shown", isAnyway: true });
  expect(shownHeatmap(choose(anyway, "Hernia"), FINDINGS)).toMatchObject({
    kind: "withheld",
    verdict: "notJudged",
  });
  const back = choose(choose(anyway, "Hernia"), "Mass");
  expect(shownHeatmap(back, FINDINGS).kind).toBe("shown");
  expect(shownHeatmap(toggleAnyway(back), FINDINGS).kind).toBe("withheld");
});

test("a finding that the model does not read has no heatmap to ask for", () => {
  const chosen = toggleAnyway(choose(NOTHING_CHOSEN, "Edema"));
  expect(shownHeatmap(chosen, FINDINGS)).toEqual({ kind: "missing", finding: "Edema" });
});

test("keys go down and up the list, and stop at its ends", () => {
  const names = FINDINGS.map(({ finding }) => finding);
  const walk = (...steps: (1 | -1)[]) =>
    steps.reduce((choice, step) => chooseNext(choice, names, step), NOTHING_CHOSEN).chosen;
  expect(walk(1)).toBe("Effusion");
  expect(walk(-1)).toBe("Edema");
  expect(walk(1, 1, 1, 1, 1, 1)).toBe("Edema");
  expect(walk(1, 1, -1, -1)).toBe("Effusion");
});
