import Type from "typebox";
import { Estimate, Share } from "../../../model/schema-parts.ts";
import { FindingName, Id, Nullable, Probability } from "./parts.ts";

const Output = {
  prevalence: Nullable(
    Type.Number({ description: "Share of positives for which the probabilities hold." }),
  ),
  operatingPoint: Nullable(
    Type.Object({
      probability: Probability,
      rule: Type.String(),
      sensitivity: Nullable(Share),
      specificity: Nullable(Share),
    }),
  ),
  auroc: Nullable(
    Type.Object(Estimate.properties, { description: "On patients that were held out, if any." }),
  ),
};

/** The model that reads. */
export const ModelSchema = Type.Object(
  {
    name: Type.String(),
    version: Type.String(),
    title: Type.String(),
    sha256: Id,
    calibrated: Type.Boolean(),
    inputSize: Type.Integer({ description: "Rows and columns of what the network sees." }),
    heatmaps: Type.Object({
      rows: Type.Integer(),
      columns: Type.Integer(),
      method: Type.String(),
    }),
    hasGate: Type.Boolean({ description: "Whether it refuses what is no chest radiograph." }),
    findings: Type.Array(Type.Object({ finding: FindingName, ...Output })),
    abnormal: Nullable(Type.Object(Output)),
  },
  { $id: "Model", description: "The model that reads, from its description." },
);
