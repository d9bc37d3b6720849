import { expect, test } from "vitest";
import { type GateDescription, IMAGE_KINDS, type ImageKind } from "../../src/model/index.ts";
import { refusalOf } from "../../src/reading/index.ts";

const GATE: GateDescription = {
  kinds: [...IMAGE_KINDS],
  leastProbability: 0.25,
  greatestDistance: 1.5,
  learned: { population: "made up", radiographs: 1, refused: 0.005, others: [], seed: 1 },
  tests: [],
};

/** One kind with so much, the others with equal shares of what is left. */
function seen(kind: ImageKind, probability: number, distance = 1) {
  const rest = (1 - probability) / (IMAGE_KINDS.length - 1);
  return {
    kinds: IMAGE_KINDS.map((one) => (one === kind ? probability : rest)),
    distance,
  };
}

test("lets through what is probable and near enough, both bounds included", () => {
  expect(refusalOf(GATE, seen("frontal-chest", 0.9))).toBeNull();
  expect(refusalOf(GATE, seen("frontal-chest", 0.25, 1.5))).toBeNull();
});

test.each([
  ["turned-left", "RADIOGRAPH_TURNED", /by a quarter to the left .* Turn it back/],
  ["turned-right", "RADIOGRAPH_TURNED", /by a quarter to the right/],
  ["upside-down", "RADIOGRAPH_TURNED", /upside down/],
  ["negative", "RADIOGRAPH_INVERTED", /bones black/],
  ["spoiled", "RADIOGRAPH_SPOILED", /the original file/],
  ["something-else", "NOT_A_CHEST_RADIOGRAPH", /frontal chest radiographs only/],
] as const)("says why it refuses what is %s, and what to do", (kind, code, words) => {
  const refusal = refusalOf(GATE, seen(kind, 0.8));
  expect(refusal).toMatchObject({ name: "RefusedRadiographError", code });
  expect(refusal?.message).toMatch(words);
  expect(refusal?.fields).toMatchObject({ kind });
});

test("refuses what is far from all chests as something else, however sure the kind", () => {
  const refusal = refusalOf(GATE, seen("frontal-chest", 0.99, 1.51));
  expect(refusal).toMatchObject({ code: "NOT_A_CHEST_RADIOGRAPH" });
  expect(refusal?.message).toMatch(/1\.5 times as far/);
});

test("refuses what has no numbers", () => {
  expect(refusalOf(GATE, { kinds: [], distance: Number.NaN })).not.toBeNull();
});
