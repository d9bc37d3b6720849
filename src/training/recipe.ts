import Type, { type Static } from "typebox";
import { Errors } from "typebox/schema";
import { AugmentationSchema } from "../dataset/augmentation/index.ts";
import { UNCERTAIN_POLICIES } from "../dataset/index.ts";
import {
  ARCHITECTURES,
  type ArchitectureName,
  INPUT_RANGES,
  type InputRange,
  stageCount,
} from "../networks/index.ts";
import { EarlyStoppingSchema } from "./early-stopping.ts";
import { TrainingError } from "./errors.ts";
import { LossSchema } from "./losses/index.ts";
import { OptimizerSchema } from "./optimizers/index.ts";
import { explain } from "./recipe-problem.ts";
import { ScheduleSchema } from "./schedule.ts";

const strict = { additionalProperties: false } as const;
const Share = Type.Number({ minimum: 0, exclusiveMaximum: 1 });
const Pixels = Type.Integer({ minimum: 32, maximum: 1024 });
const OutputStride = Type.Union([Type.Literal(8), Type.Literal(16), Type.Literal(32)]);

/** What every recipe says. */
const common = {
  /** Name of the model that comes out, its version, and what it is in a few words. */
  name: Type.String({ pattern: "^[a-z0-9][a-z0-9-]*$" }),
  version: Type.String({ minLength: 1 }),
  title: Type.String(),
  /** What a user of the model must know about how it came about; goes into its card. */
  notes: Type.Array(Type.String()),
  /** Folds count on from it, and all of them must fit into a generator's 32 bits. */
  seed: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
  network: Type.Object(
    {
      architecture: Type.Enum(Object.keys(ARCHITECTURES) as ArchitectureName[]),
      padding: Type.Union([Type.Literal("symmetric"), Type.Literal("tensorflow")]),
      /** Of the model that reads; a fit may use another one. */
      outputStride: OutputStride,
      inputSize: Pixels,
      enlargedSize: Pixels,
      /** The range of grey that the initial weights expect; the architecture's own if left out. */
      inputRange: Type.Optional(Type.Enum(Object.keys(INPUT_RANGES) as InputRange[])),
    },
    strict,
  ),
  bootstrapReplicates: Type.Integer({ minimum: 100 }),
};

/** What the cards call the radiographs, and which of them are for what. */
const population = {
  population: Type.String(),
  heldOutPopulation: Type.String(),
};

const nih = {
  dataset: Type.Literal("nih"),
  ...population,
  /** Lists of file names beside the label table: for training, and to be opened once at the end. */
  trainList: Type.String(),
  heldOutList: Type.Union([Type.String(), Type.Null()]),
};

/** For learning curves and for checks. */
const experiment = {
  /** Learn from this share of the patients only; all if left out. Predictions are made for all. */
  share: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
  /** A table of other labels, or of less weight for some, to learn from, relative to the recipe. */
  corrections: Type.Optional(Type.String()),
  /** Exchange the labels among the radiographs at random: what a fit then reaches is chance. */
  shuffleLabels: Type.Optional(Type.Boolean()),
};

/** Radiographs of a source that are on one side: by a list of file names, relative to the recipe, or by the provider's split. */
const Side = Type.Union([
  Type.Object({ list: Type.String() }, strict),
  Type.Object({ split: Type.String(), sides: Type.Array(Type.String(), { minItems: 1 }) }, strict),
]);

/** A data set among several; paths are relative to the recipe. */
const Source = Type.Object(
  {
    /** What cards call it; each source has a name of its own. */
    name: Type.String({ pattern: "^[a-z0-9][a-z0-9-]*$" }),
    /** The adapter that reads it, see docs/datasets.md. */
    dataset: Type.String(),
    labels: Type.String(),
    images: Type.String(),
    uncertain: Type.Optional(Type.Enum([...UNCERTAIN_POLICIES])),
    train: Side,
    heldOut: Type.Union([Side, Type.Null()]),
  },
  strict,
);

const several = {
  dataset: Type.Literal("several"),
  ...population,
  sources: Type.Array(Source, { minItems: 1 }),
  /** Learn from each radiograph equally often, or from each source. */
  balance: Type.Union([Type.Literal("radiographs"), Type.Literal("sources")]),
};

const Several = Type.Object({ ...several, ...experiment }, strict);

const LinearRecipeSchema = Type.Object(
  {
    ...common,
    data: Type.Object(nih, strict),
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
  },
  strict,
);

const FitSchema = Type.Object(
  {
    /** Rows and columns of the radiographs while it learns, and input pixels per cell of the last map. */
    inputSize: Pixels,
    outputStride: OutputStride,
    batchSize: Type.Integer({ minimum: 1, maximum: 1024 }),
    /** Batches whose gradients are averaged before the weights move. */
    accumulate: Type.Integer({ minimum: 1, maximum: 1024 }),
    epochs: Type.Integer({ minimum: 1, maximum: 1000 }),
    loss: LossSchema,
    optimizer: OptimizerSchema,
    schedule: ScheduleSchema,
    /** Of the last layer; the body's is this times `bodyRate`. */
    learningRate: Type.Number({ exclusiveMinimum: 0 }),
    bodyRate: Type.Number({ minimum: 0, maximum: 1 }),
    /** The rate of each stage is this times that of the stage above it; 1 for all alike. */
    stageRate: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
    weightDecay: Type.Number({ minimum: 0 }),
    /** Stages from the stem on that stay as they are, for so many epochs; the next phase begins after it. */
    frozen: Type.Array(
      Type.Object(
        { stages: Type.Integer({ minimum: 0 }), epochs: Type.Integer({ minimum: 1 }) },
        strict,
      ),
    ),
    batchNormalization: Type.Union([Type.Literal("batch"), Type.Literal("stored")]),
    /** Share of the pooled features that are dropped. */
    dropout: Share,
    /** Longest gradient, Euclidean norm over all parameters; null for none. */
    gradientNorm: Type.Union([Type.Number({ exclusiveMinimum: 0 }), Type.Null()]),
    /** Decay of the moving average of the weights per step; null for none. */
    movingAverage: Type.Union([Share, Type.Null()]),
    sampling: Type.Union([Type.Literal("shuffled"), Type.Literal("balanced")]),
    augmentation: AugmentationSchema,
    /** Epochs without a better mean AUROC after which a fit stops; null to run all of them. */
    earlyStopping: Type.Union([EarlyStoppingSchema, Type.Null()]),
    /** Fits with seeds of their own whose logits are averaged; 1 if left out. All of them ship. */
    ensemble: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
  },
  strict,
);

const NetworkRecipeSchema = Type.Object(
  {
    ...common,
    data: Type.Union([
      Type.Object({ ...nih, ...experiment }, strict),
      Several,
      Type.Object(
        {
          dataset: Type.Literal("generated"),
          ...population,
          patients: Type.Integer({ minimum: 20, maximum: 1_000_000 }),
          heldOutPatients: Type.Integer({ minimum: 10, maximum: 1_000_000 }),
          ...experiment,
        },
        strict,
      ),
    ]),
    /** A safetensors file, relative to the recipe; null for random weights. */
    initialWeights: Type.Union([Type.String(), Type.Null()]),
    fit: FitSchema,
    /** Patients are parted into `folds`, of which the first `fitted` are predicted by a fit on the others. */
    validation: Type.Object(
      {
        folds: Type.Integer({ minimum: 2, maximum: 20 }),
        fitted: Type.Integer({ minimum: 1, maximum: 20 }),
        /** Whether the model that ships is fitted anew to all; if not, it is that of the first fold. */
        refit: Type.Boolean(),
      },
      strict,
    ),
  },
  strict,
);

/** A linear layer on the features of a frozen network. */
export type LinearRecipe = Static<typeof LinearRecipeSchema>;

/** Several data sets that train one model. */
export type SeveralSources = Static<typeof Several>;

/** A whole network. */
export type NetworkRecipe = Static<typeof NetworkRecipeSchema>;

/** Everything that decides what a training run gives, apart from the radiographs themselves. */
export type Recipe = LinearRecipe | NetworkRecipe;

/** Settings of the linear head's fit. */
export type HeadSettings = LinearRecipe["head"];

/** Settings of a network's fit. */
export type FitSettings = NetworkRecipe["fit"];

/** Parses a recipe. Throws `RECIPE_INVALID` naming the setting. */
export function parseRecipe(json: string, file: string): Recipe {
  const value = parseJson(json, file);
  const isNetwork = typeof value === "object" && value !== null && "fit" in value;
  const [, problems] = Errors(isNetwork ? NetworkRecipeSchema : LinearRecipeSchema, value);
  if (problems.length === 0) {
    const recipe = value as Recipe;
    if ("fit" in recipe) {
      refuseUnjudged(recipe, file);
      refuseBeyond(recipe, file);
    }
    return recipe;
  }
  const { setting, reason } = explain(problems);
  throw new TrainingError(
    "RECIPE_INVALID",
    `${file}: ${setting || "the recipe"} ${reason}. See docs/training.md for every setting.`,
    { file, setting },
  );
}

/** Refuses more folds to fit than there are, and more stages to freeze than the network's body has. */
function refuseBeyond({ fit, network, validation }: NetworkRecipe, file: string): void {
  const { folds, fitted } = validation;
  if (fitted > folds)
    throw invalid(file, "/validation/fitted", `is ${fitted}, but there are ${folds} folds.`);
  const most = stageCount(network.architecture) - 1;
  const beyond = fit.frozen.findIndex(({ stages }) => stages > most);
  if (beyond >= 0)
    throw invalid(
      file,
      `/fit/frozen/${beyond}/stages`,
      `is ${fit.frozen[beyond]?.stages}, but the body of ${network.architecture} has ${most} stages, and its last layer can't be frozen.`,
    );
}

/** Refuses settings that go by a validation score where there is none. */
function refuseUnjudged({ fit, validation }: NetworkRecipe, file: string): void {
  const refuse = (setting: string, why: string) => {
    throw invalid(file, setting, why);
  };
  if (fit.earlyStopping !== null && validation.folds < 3)
    refuse(
      "/validation/folds",
      "must be 3 or more with /fit/earlyStopping: one fold is predicted, one decides when to stop, the others teach.",
    );
  if (fit.schedule.kind !== "plateau") return;
  if (fit.earlyStopping === null)
    refuse(
      "/fit/schedule",
      '"plateau" goes by the score of a fold that is set aside, and only /fit/earlyStopping sets one aside. Name it, or take another schedule.',
    );
  if (validation.refit)
    refuse(
      "/fit/schedule",
      '"plateau" goes by a score, and a final fit to all radiographs has none. Set /validation/refit to false, or take another schedule.',
    );
}

function invalid(file: string, setting: string, why: string): TrainingError {
  return new TrainingError("RECIPE_INVALID", `${file}: ${setting} ${why}`, { file, setting });
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
