import Type, { type Static, type TSchema } from "typebox";
import { Errors } from "typebox/schema";
import { FINDINGS } from "../findings/index.ts";
import { CalibrationSchema, calibrationProblem } from "./calibration-schema.ts";
import { ModelError } from "./errors.ts";
import { GateSchema } from "./gate-schema.ts";
import { OutputRecalibration, Recalibration } from "./recalibration-schema.ts";
import { Estimate, Fraction, Nullable, Sha256, Share } from "./schema-parts.ts";
import { UncertaintySchema, uncertaintyProblem } from "./uncertainty-schema.ts";

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
  calibration: CalibrationSchema,
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
  /** What makes its probabilities uncertain, where the model is an ensemble. */
  uncertainty: Type.Optional(UncertaintySchema),
  crossValidation: Ranking,
  heldOut: Nullable(Ranking),
  /** Where calibration and operating point were fitted after training, on other radiographs. */
  recalibration: Type.Optional(OutputRecalibration),
});

/** The part of it that says how to read a logit. */
const CalibratedOutput = Type.Pick(Output, [
  "calibration",
  "prevalence",
  "operatingPoint",
  "uncertainty",
  "recalibration",
]);

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
  /** How many fits the graph's logits are means of. */
  ensemble: Type.Optional(Type.Object({ fits: Type.Integer({ minimum: 2 }) })),
  heatmaps: Type.Object({
    rows: Type.Integer({ minimum: 1 }),
    columns: Type.Integer({ minimum: 1 }),
    method: Type.String(),
  }),
  /** Without one a model reads whatever image it is given. */
  gate: Type.Optional(GateSchema),
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
  recalibration: Type.Optional(Recalibration),
});

/**
 * A network that somebody else trained. Thorascope has measured nothing of it: there is no calibration,
 * no prevalence, no operating point and no evaluation to state, unless it was calibrated here afterwards.
 */
const ImportedModelSchema = Type.Object({
  ...Common.properties,
  findings: PerFinding(
    Type.Object({
      finding: Type.Enum([...FINDINGS]),
      /** The network's own name for the output that stands for this finding; null where it has none. */
      label: Nullable(Type.String()),
      /** Where it was calibrated here; a finding with too few positives for that has none. */
      output: Type.Optional(CalibratedOutput),
    }),
  ),
  recalibration: Type.Optional(Recalibration),
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
export type GateDescription = Static<typeof GateSchema>;

/** Calibration and operating point of one output, and where they were fitted if not in training. */
export type CalibratedOutputDescription = Static<typeof CalibratedOutput>;

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
  const outputs =
    "imported" in description
      ? description.findings.flatMap(({ output }) => output ?? [])
      : [...description.findings, description.abnormal];
  const [wrong] = outputs.flatMap((output) => outputProblem(output, description) ?? []);
  if (wrong !== undefined) throw invalid(folder, wrong);
  return description;
}

function outputProblem(
  { calibration, uncertainty }: CalibratedOutputDescription,
  { ensemble }: ModelDescription,
): string | null {
  if (uncertainty !== undefined && ensemble === undefined)
    return "an output states how fits differ, but there is no /ensemble";
  return calibrationProblem(calibration) ?? (uncertainty ? uncertaintyProblem(uncertainty) : null);
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
