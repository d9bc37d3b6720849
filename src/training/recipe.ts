import Type, { type Static } from "typebox";
import { Errors } from "typebox/schema";
import {
  ARCHITECTURES,
  type ArchitectureName,
  INPUT_RANGES,
  type InputRange,
} from "../networks/index.ts";
import { TrainingError } from "./errors.ts";

const strict = { additionalProperties: false } as const;

const RecipeSchema = Type.Object(
  {
    /** Name of the model that comes out, its version, and what it is in a few words. */
    name: Type.String({ pattern: "^[a-z0-9][a-z0-9-]*$" }),
    version: Type.String({ minLength: 1 }),
    title: Type.String(),
    /** What a user of the model must know about how it came about; goes into its card. */
    notes: Type.Array(Type.String()),
    /** Folds count on from it, and all of them must fit into a generator's 32 bits. */
    seed: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
    data: Type.Object(
      {
        dataset: Type.Literal("nih"),
        /** What its card calls the radiographs of the two lists. */
        population: Type.String(),
        heldOutPopulation: Type.String(),
        /** Lists of file names beside the label table: for training, and to be opened once at the end. */
        trainList: Type.String(),
        heldOutList: Type.Union([Type.String(), Type.Null()]),
      },
      strict,
    ),
    network: Type.Object(
      {
        architecture: Type.Enum(Object.keys(ARCHITECTURES) as ArchitectureName[]),
        padding: Type.Union([Type.Literal("symmetric"), Type.Literal("tensorflow")]),
        outputStride: Type.Union([Type.Literal(8), Type.Literal(16), Type.Literal(32)]),
        inputSize: Type.Integer({ minimum: 32, maximum: 1024 }),
        enlargedSize: Type.Integer({ minimum: 32, maximum: 1024 }),
        /** The range of grey that the initial weights expect; the architecture's own if left out. */
        inputRange: Type.Optional(Type.Enum(Object.keys(INPUT_RANGES) as InputRange[])),
      },
      strict,
    ),
    /** A safetensors file, relative to the recipe. */
    initialWeights: Type.String(),
    head: Type.Object(
      {
        folds: Type.Integer({ minimum: 3, maximum: 20 }),
        batchSize: Type.Integer({ minimum: 1 }),
        learningRate: Type.Number({ exclusiveMinimum: 0 }),
        /** Factor of the sum of squared weights in the loss. */
        l2: Type.Number({ minimum: 0 }),
        maximumEpochs: Type.Integer({ minimum: 1 }),
        /** Epochs without improvement on the validation patients after which a fit stops. */
        patience: Type.Integer({ minimum: 1 }),
      },
      strict,
    ),
    bootstrapReplicates: Type.Integer({ minimum: 100 }),
  },
  strict,
);

/** Everything that decides what a training run gives, apart from the radiographs themselves. */
export type Recipe = Static<typeof RecipeSchema>;

/** Settings of the linear head's fit. */
export type HeadSettings = Recipe["head"];

type Problem = ReturnType<typeof Errors>[1][number];

/** Parses a recipe. Throws `RECIPE_INVALID` naming the setting. */
export function parseRecipe(json: string, file: string): Recipe {
  const value = parseJson(json, file);
  const [, problems] = Errors(RecipeSchema, value);
  if (problems.length === 0) return value as Recipe;
  const { setting, reason } = explain(problems);
  throw new TrainingError(
    "RECIPE_INVALID",
    `${file}: ${setting || "the recipe"} ${reason}. See docs/training.md for every setting.`,
    { file, setting },
  );
}

/** The first setting that is wrong, and what is wrong with it, in words. */
function explain(problems: readonly Problem[]): { setting: string; reason: string } {
  const setting = problems[0]?.instancePath ?? "";
  const reasons = new Set<string>();
  for (const problem of problems.filter(({ instancePath }) => instancePath === setting)) {
    switch (problem.keyword) {
      case "required":
        return {
          setting: `${setting}/${problem.params.requiredProperties[0]}`,
          reason: "is missing",
        };
      case "boolean":
        return { setting, reason: "is not a setting of a recipe" };
      case "const":
        reasons.add(`must be ${JSON.stringify(problem.params.allowedValue)}`);
        break;
      case "enum":
        reasons.add(`must be one of ${problem.params.allowedValues.join(", ")}`);
        break;
      case "anyOf":
        break;
      default:
        reasons.add(problem.message);
    }
  }
  return { setting, reason: [...reasons].join(" or ") };
}

function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new TrainingError(
      "RECIPE_INVALID",
      `${file}: this is not JSON (${(cause as Error).message}).`,
      { file },
    );
  }
}
