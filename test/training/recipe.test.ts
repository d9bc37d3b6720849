import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseRecipe } from "../../src/training/index.node.ts";

const RECIPES = new URL("../../recipes/", import.meta.url);
const shipped = readFileSync(new URL("nih-subset-linear.json", RECIPES), "utf8");

/** It stops early and does not refit. */
const densenet = readFileSync(new URL("nih-densenet121.json", RECIPES), "utf8");
const PLATEAU = { kind: "plateau", factor: 0.1, patience: 1 } as const;

/** The shipped recipe with one setting replaced, or removed where the value is undefined. */
function changed(path: string, value: unknown): string {
  const recipe: Record<string, Record<string, unknown>> = JSON.parse(shipped);
  const names = path.split("/").slice(1);
  const last = names.pop() ?? "";
  const target = names.reduce<Record<string, unknown>>(
    (object, name) => object[name] as Record<string, unknown>,
    recipe,
  );
  if (value === undefined) delete target[last];
  else target[last] = value;
  return JSON.stringify(recipe);
}

describe("a recipe", () => {
  test.each(readdirSync(RECIPES))("that ships is one: %s", (name) => {
    const json = readFileSync(new URL(name, RECIPES), "utf8");
    expect(parseRecipe(json, name)).toEqual(JSON.parse(json));
  });

  test.each([
    ["/seed", undefined, /\/seed is missing/],
    ["/head/l2", undefined, /\/head\/l2 is missing/],
    ["/data", undefined, /\/data is missing/],
    ["/seed", 1.5, /\/seed must be integer/],
    ["/seed", -1, /\/seed must be >= 0/],
    ["/seed", 2 ** 32 - 1, /\/seed must be <=/],
    ["/name", "My Model", /\/name must match/],
    ["/head/l2", -1, /\/head\/l2 must be >= 0/],
    ["/head/learningRate", 0, /\/head\/learningRate must be > 0/],
    ["/head/folds", 2, /\/head\/folds must be >= 3/],
    ["/network/padding", "same", /\/network\/padding must be "symmetric" or must be "tensorflow"/],
    ["/network/outputStride", 4, /\/network\/outputStride must be 8 or must be 16 or must be 32/],
    ["/network/inputSize", 8, /\/network\/inputSize must be >= 32/],
    ["/data/heldOutList", 3, /\/data\/heldOutList must be string or must be null/],
    ["/momentum", 0.9, /\/momentum is not a setting/],
    ["/head/momentum", 0.9, /\/head\/momentum is not a setting/],
  ])("with %s: %j is refused by that name", (setting, value, message) => {
    expect(() => parseRecipe(changed(setting, value), "my/recipe.json")).toThrow(
      expect.objectContaining({
        name: "TrainingError",
        code: "RECIPE_INVALID",
        message: expect.stringMatching(message),
        fields: { file: "my/recipe.json", setting },
      }),
    );
  });

  test.each([
    [{ schedule: PLATEAU, earlyStopping: null }, {}, "/fit/schedule", /only \/fit\/earlyStopping/],
    [{ schedule: PLATEAU }, { refit: true }, "/fit/schedule", /refit to false/],
    [{}, { folds: 2 }, "/validation/folds", /must be 3 or more/],
    [{}, { fitted: 11 }, "/validation/fitted", /is 11, but there are 10 folds/],
    [
      {
        frozen: [
          { stages: 3, epochs: 1 },
          { stages: 7, epochs: 1 },
        ],
      },
      {},
      "/fit/frozen/1/stages",
      /has \d stages/,
    ],
  ])(
    "whose settings contradict each other is refused: %j %j",
    (fit, validation, setting, message) => {
      const recipe = JSON.parse(densenet);
      const changed = {
        ...recipe,
        fit: { ...recipe.fit, ...fit },
        validation: { ...recipe.validation, ...validation },
      };
      expect(() => parseRecipe(JSON.stringify(changed), "my/recipe.json")).toThrow(
        expect.objectContaining({
          code: "RECIPE_INVALID",
          message: expect.stringMatching(message),
          fields: { file: "my/recipe.json", setting },
        }),
      );
    },
  );

  test("may go by the score of a fold that decides when to stop", () => {
    const recipe = JSON.parse(densenet);
    const changed = { ...recipe, fit: { ...recipe.fit, schedule: PLATEAU } };
    expect(parseRecipe(JSON.stringify(changed), "my/recipe.json")).toEqual(changed);
  });

  test.each(["", "{", "[]", "null"])("that is %j is refused by its file", (json) => {
    expect(() => parseRecipe(json, "my/recipe.json")).toThrow(
      expect.objectContaining({
        code: "RECIPE_INVALID",
        message: expect.stringContaining("my/recipe.json"),
      }),
    );
  });
});
