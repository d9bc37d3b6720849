import Type from "typebox";
import { FindingName, Id, Interval, Nullable, Probability, Status, Time } from "./parts.ts";
import { reference } from "./reference.ts";

const MODEL = {
  name: Type.String(),
  version: Type.String(),
  sha256: Id,
  calibrated: Type.Optional(
    Type.Literal(false, {
      description: "Said of a model whose probabilities are its network's own.",
    }),
  ),
};

/** What a reading says of one finding. */
export const FindingReadingSchema = Type.Object({
  finding: FindingName,
  probability: Nullable(Probability),
  interval: Nullable(Interval),
  operatingPoint: Nullable(Probability),
  positive: Type.Boolean(),
  borderline: Type.Boolean({ description: "Whether the interval crosses the operating point." }),
});

/** What a model said of one image: as `thorascope read --json` prints it, with where it is kept. */
export const ReadingSchema = Type.Object(
  {
    id: Type.String({ format: "uuid" }),
    image: Id,
    createdAt: Time,
    anyway: Type.Boolean({ description: "Whether it was asked for even if the gate refuses it." }),
    model: Type.Object(MODEL),
    radiograph: Type.Object({
      rows: Type.Integer(),
      columns: Type.Integer(),
      format: Type.String({ examples: ["dicom"] }),
      view: Nullable(Type.String({ examples: ["PA"] })),
      warnings: Type.Array(Type.String()),
    }),
    refusal: Type.Optional(
      Type.Object(
        { code: Type.String(), message: Type.String() },
        { description: "Why the model refuses the image that was read all the same." },
      ),
    ),
    findings: Type.Array(FindingReadingSchema, {
      description: "All 14, in ChestX-ray14's order.",
    }),
    abnormal: Nullable(
      Type.Number({
        description: "Probability that anything is abnormal.",
        minimum: 0,
        maximum: 1,
      }),
    ),
    abnormalInterval: Nullable(Interval),
  },
  { $id: "Reading", description: "What a model said of an image." },
);

/** An image and what was last said of it. */
export const ImageSchema = Type.Object(
  {
    id: Id,
    study: Id,
    fileName: Type.String(),
    bytes: Type.Integer(),
    sopInstanceUid: Nullable(Type.String()),
    status: Status,
    anyway: Type.Boolean({ description: "Whether it is read even if the gate refuses it." }),
    error: Nullable(Type.Object({ code: Type.String(), message: Type.String() })),
    createdAt: Time,
    updatedAt: Time,
    reading: Nullable(reference(ReadingSchema)),
  },
  { $id: "Image", description: "One file that was sent, and its latest reading." },
);
