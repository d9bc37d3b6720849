import { expect, test } from "vitest";
import { type GateDescription, IMAGE_KINDS, modelCard } from "../../src/model/index.ts";
import { exampleDescription } from "./example-model.ts";

const GATE: GateDescription = {
  kinds: [...IMAGE_KINDS],
  leastProbability: 0.123,
  greatestDistance: 2.34,
  learned: {
    population: "made-up <list>",
    radiographs: 4321,
    refused: 0.015,
    others: [
      { images: "cats", count: 17 },
      { images: "dogs", count: 9 },
    ],
    seed: 5,
  },
  tests: [
    {
      images: "chests",
      readable: true,
      refused: { value: 0.0125, correct: 1, of: 80, interval: { low: 0.002, high: 0.067 } },
    },
    {
      images: "mice",
      readable: false,
      refused: { value: 0.9, correct: 9, of: 10, interval: { low: 0.596, high: 0.982 } },
    },
  ],
};

test("a card says when its model does not answer, and how often it errs in that", () => {
  const card = modelCard({ ...exampleDescription(), gate: GATE });
  expect(card).toContain("## When it does not answer");
  expect(card).toMatch(/less than 0\.123 probable .* more than 2\.34 times/);
  expect(card).toMatch(/4,321 radiographs .* to refuse 1\.5 % of them/);
  expect(card).toContain("17 cats, 9 dogs; seed 5");
  expect(card).toContain("| chests | read | 80 | 1.3 % (0.2 % to 6.7 %) |");
  expect(card).toContain("| mice | refused | 10 | 90.0 % (59.6 % to 98.2 %) |");
});

test("a model without a gate says that it recognizes nothing, and has no such section", () => {
  const card = modelCard(exampleDescription());
  expect(card).not.toContain("When it does not answer");
  expect(card).toContain("it recognizes none of them by what they show");
});
