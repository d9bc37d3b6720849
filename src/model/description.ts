import Type, { type Static, type TSchema } from "typebox";
import { Errors } from "typebox/schema";
import { FINDINGS } from "../findings/index.ts";
import { ModelError } from "./errors.ts";
import { IMAGE_KINDS } from "./image-kinds.ts";

const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const Fraction = Type.Number({ minimum: 0, maximum: 1 });
const Interval = Type.Object({ low: Type.Number(), high: Type.Number() });
const Estimate = Type.Object({ value: Type.Number(), interval: Nullable(Interval) });
const Share = Type.Object({
  value: Fraction,
  correct: Type.Integer({ minimum: 0 }),
  of: Type.Integer({ minimum: 1 }),
  interval: Interval,
});

/** How often something was present among the radiographs that an output was fitted or tested on. */
const Population = Type.Object({
  radiographs: Type.Integer({ minimum: 0 }),
  patients: Type.Integer({ minimum: 0 }),
  positives: Type.Integer({ minimum: 0 }),
});

/** How well an output ranked radiographs that it was not trained on. */
const Ranking = Type.Object({
  ...Population.properties,
  auroc: Nullable(Estimate),
  averagePrecision: Nullable(Fraction),
});

/** What turns one logit into a probability and a yes or no, and the evidence for it. */
const Output = Type.Object({
  calibration: Type.Object({
    slope: Type.Number({ exclusiveMinimum: 0 }),
    intercept: Type.Number(),
  }),
  /** The share of positives for which the probabilities hold. */
  prevalence: Fraction,
  operatingPoint: Type.Object({
    /**
     * A radiograph whose calibrated probability is at or above it counts as positive. 1 where none could
     * be chosen; `rule` then says why, and no radiograph is called positive.
     */
    probability: Fraction,
    rule: Type.String(),
    sensitivity: Nullable(Share),
    specificity: Nullable(Share),
  }),
  crossValidation: Ranking,
  heldOut: Nullable(Ranking),
});

const Mean = Type.Object({ ...Estimate.properties, findings: Type.Integer({ minimum: 0 }) });
const Summary = Type.Object({
  population: Type.String(),
  radiographs: Type.Integer({ minimum: 0 }),
  patients: Type.Integer({ minimum: 0 }),
  meanAuroc: Nullable(Mean),
  /** Over the findings with at least 20 positives. */
  meanAurocOfFrequent: Nullable(Mean),
  brierScore: Nullable(Type.Number()),
  calibrationError: Nullable(Type.Number()),
});

const Sha256 = Type.String({ pattern: "^[0-9a-f]{64}$" });

/** How many images of a sort a gate was tried on, and how many of them it refuses. */
const GateTest = Type.Object({
  /** What the images are, e.g. "held out, upside down" or "photograph". */
  images: Type.String(),
  /** Whether they should be read. */
  readable: Type.Boolean(),
  refused: Share,
});

/** When a model does not answer; the graph's outputs `kinds` and `distance` are judged by it. */
const Gate = Type.Object({
  /** What the output `kinds` stands for, in order. */
  kinds: Type.Array(Type.Enum([...IMAGE_KINDS]), { minItems: 2 }),
  /** An image is refused whose probability of being a frontal chest radiograph is below. */
  leastProbability: Fraction,
  /** An image is refused whose features lie farther from those it learned from. */
  greatestDistance: Type.Number({ exclusiveMinimum: 0 }),
  learned: Type.Object({
    population: Type.String(),
    radiographs: Type.Integer({ minimum: 1 }),
    /** The share of them that the two bounds were set to refuse. */
    refused: Fraction,
    /** Images of something else that it learned from, by sort. */
    others: Type.Array(Type.Object({ images: Type.String(), count: Type.Integer() })),
    seed: Type.Integer(),
  }),
  tests: Type.Array(GateTest),
});

/** What every model says of itself. */
const Common = Type.Object({
  format: Type.Literal(1),
  name: Type.String({ minLength: 1 }),
  version: Type.String({ minLength: 1 }),
  title: Type.String(),
  graph: Type.Object({
    file: Type.String({ pattern: "^[^/\\\\]+$" }),
    sha256: Sha256,
  }),
  input: Type.Object({ size: Type.Integer({ minimum: 16, maximum: 4096 }) }),
  heatmaps: Type.Object({
    rows: Type.Integer({ minimum: 1 }),
    columns: Type.Integer({ minimum: 1 }),
    method: Type.String(),
  }),
  /** Without one a model reads whatever image it is given. */
  gate: Type.Optional(Gate),
});

/** Something for each finding, in the vocabulary's order. */
const PerFinding = <Schema extends TSchema>(entry: Schema) =>
  Type.Array(entry, { minItems: FINDINGS.length, maxItems: FINDINGS.length });

const TrainedModelSchema = Type.Object({
  ...Common.properties,
  findings: PerFinding(Type.Object({ finding: Type.Enum([...FINDINGS]), ...Output.properties })),
  abnormal: Output,
  evaluation: Type.Object({
    crossValidation: Summary,
    heldOut: Nullable(Summary),
    /**
     * Where the model is an ensemble of fits with seeds of their own: what each alone reached in
     * cross-validation, mean AUROC over the findings with at least 20 positives.
     */
    singleFits: Type.Optional(Type.Array(Nullable(Type.Number()))),
    /** Each data set alone, where the model learned from several. */
    sources: Type.Optional(
      Type.Array(
        Type.Object({
          source: Type.String(),
          crossValidation: Nullable(Summary),
          heldOut: Nullable(Summary),
        }),
      ),
    ),
    /**
     * How well a linear layer tells the data sets apart from the features that the findings are read from: mean
     * AUROC, on patients that it did not learn from. Near 1 the network knows where a radiograph comes from and
     * may use it; 0.5 is guessing.
     */
    sourceProbe: Type.Optional(
      Type.Object({ auroc: Nullable(Estimate), radiographs: Type.Integer() }),
    ),
  }),
  training: Type.Object({
    recipe: Type.String(),
    seed: Type.Integer(),
    network: Type.String(),
    dataset: Type.String(),
    notes: Type.Array(Type.String()),
  }),
});

/**
 * A network that somebody else trained. Thorascope has measured nothing of it: there is no calibration,
 * no prevalence, no operating point and no evaluation to state.
 */
const ImportedModelSchema = Type.Object({
  ...Common.properties,
  findings: PerFinding(
    Type.Object({
      finding: Type.Enum([...FINDINGS]),
      /** The network's own name for the output that stands for this finding; null where it has none. */
      label: Nullable(Type.String()),
    }),
  ),
  imported: Type.Object({
    architecture: Type.String(),
    /** Who named the outputs, and in which range grey values enter: `model/layouts.ts`. */
    layout: Type.String(),
    inputRange: Type.String(),
    /** All outputs of the network, in its order; those that stand for no finding are left out above. */
    labels: Type.Array(Type.String()),
    source: Type.Object({
      file: Type.String(),
      sha256: Sha256,
      address: Nullable(Type.String()),
      licence: Nullable(Type.String()),
    }),
    notes: Type.Array(Type.String()),
  }),
});

/** `model.json` of a model that Thorascope trained. */
export type TrainedModelDescription = Static<typeof TrainedModelSchema>;

/** `model.json` of an imported network. */
export type ImportedModelDescription = Static<typeof ImportedModelSchema>;

/** `model.json`: everything about a model that is not in its graph. */
export type ModelDescription = TrainedModelDescription | ImportedModelDescription;

/** The same before the graph is written. */
export type UnwrittenDescription =
  | Omit<TrainedModelDescription, "graph">
  | Omit<ImportedModelDescription, "graph">;

/** Calibration, operating point and evidence of one output. */
export type OutputDescription = Static<typeof Output>;

/** When a model does not answer, and the evidence for it. */
export type GateDescription = Static<typeof Gate>;

/** How one output ranked radiographs in an evaluation. */
export type RankingDescription = Static<typeof Ranking>;

/** An evaluation over all findings. */
export type EvaluationSummary = Static<typeof Summary>;

/** Parses `model.json`. Throws `MODEL_INVALID` naming the field that is wrong. */
export function parseModelDescription(json: string, folder: string): ModelDescription {
  const value = parseJson(json, folder);
  const schema = isImported(value) ? ImportedModelSchema : TrainedModelSchema;
  const [, [problem]] = Errors(schema, value);
  if (problem !== undefined)
    throw invalid(folder, `${problem.instancePath || "/"} ${problem.message}`);
  const description = value as ModelDescription;
  const misplaced = FINDINGS.findIndex(
    (finding, index) => description.findings[index]?.finding !== finding,
  );
  if (misplaced >= 0) {
    throw invalid(
      folder,
      `/findings/${misplaced} must be ${FINDINGS[misplaced]}: findings stand in ChestX-ray14's order`,
    );
  }
  return description;
}

function isImported(value: unknown): boolean {
  return typeof value === "object" && value !== null && "imported" in value;
}

function parseJson(json: string, folder: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid(folder, "it is not JSON");
  }
}

function invalid(folder: string, reason: string): ModelError {
  return new ModelError(
    "MODEL_INVALID",
    `${folder}/model.json: ${reason}. Restore the model's folder or train it again.`,
    { folder, reason },
  );
}
