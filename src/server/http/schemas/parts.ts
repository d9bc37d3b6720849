import Type, { type Static, type TProperties } from "typebox";
import { FINDINGS } from "../../../findings/index.ts";
import { Nullable } from "../../../model/schema-parts.ts";

export { Nullable };

/** An object that has these keys and no others. */
export function exactly<Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}

export const Id = Type.String({
  pattern: "^[0-9a-f]{64}$",
  examples: ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
});
export const Time = Type.String({ format: "date-time", examples: ["2026-11-29T21:19:40.123Z"] });
/** As DICOM writes it. */
export const DicomDate = Type.String({ description: "YYYYMMDD.", examples: ["20260714"] });
export const FindingName = Type.Enum([...FINDINGS], {
  description: "A finding of ChestX-ray14.",
});
export const Status = Type.Enum(["queued", "reading", "read", "refused", "failed", "cancelled"], {
  description: "Where an image stands on its way to a reading.",
});
export const Probability = Type.Number({ minimum: 0, maximum: 1 });
/** Null where the model can't tell how sure a probability is. */
export const Interval = Type.Object(
  { low: Probability, high: Probability },
  { description: "95 percent interval: other fits, other patients to calibrate on." },
);

/** Addresses of one study or image. */
export const StudyParams = exactly({ id: { ...Id, description: "Of the study." } });
export const ImageParams = exactly({
  id: { ...Id, description: "Of the image: the SHA-256 of its file." },
});

/** No query is understood. */
export const NoQuery = exactly({});

export type FindingName = Static<typeof FindingName>;
