import Type, { type Static } from "typebox";
import Value from "typebox/value";
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
    seed: Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }),
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
        architecture: Type.Literal("mobilenet_v2"),
        padding: Type.Union([Type.Literal("symmetric"), Type.Literal("tensorflow")]),
        outputStride: Type.Union([Type.Literal(8), Type.Literal(16), Type.Literal(32)]),
        inputSize: Type.Integer({ minimum: 32, maximum: 1024 }),
        enlargedSize: Type.Integer({ minimum: 32, maximum: 1024 }),
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

/** Parses a recipe. Throws `RECIPE_INVALID` naming the setting. */
export function parseRecipe(json: string, file: string): Recipe {
  const value = parseJson(json, file);
  const [problem] = Value.Errors(RecipeSchema, value);
  if (problem === undefined) return value as Recipe;
  throw new TrainingError(
    "RECIPE_INVALID",
    `${file}: ${problem.instancePath || "the recipe"} ${problem.message}. See docs/training.md for every setting.`,
    { file, setting: problem.instancePath },
  );
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
