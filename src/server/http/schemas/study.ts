import Type from "typebox";
import { URGENCIES } from "../../studies/urgency.ts";
import { FeedbackSchema, ReportSchema } from "./feedback.ts";
import { FindingReadingSchema, ImageSchema } from "./image.ts";
import { DicomDate, FindingName, Id, Nullable, Status, Time } from "./parts.ts";
import { reference } from "./reference.ts";

const PatientSchema = Type.Object(
  {
    id: Nullable(Type.String()),
    name: Nullable(Type.String()),
    birthDate: Nullable(DicomDate),
    sex: Nullable(Type.String()),
    age: Nullable(Type.Integer({ description: "Whole years at the study." })),
  },
  { description: "As far as the files say." },
);

const STUDY = {
  id: Id,
  createdAt: Time,
  studyInstanceUid: Nullable(Type.String()),
  studyDate: Nullable(DicomDate),
  accessionNumber: Nullable(Type.String()),
  patient: PatientSchema,
  urgency: Type.Enum([...URGENCIES], {
    description:
      "critical: a pneumothorax is positive and not borderline; positive: another finding is positive, or a borderline pneumothorax; negative: none is; unread: nothing is read.",
  }),
  positive: Type.Array(FindingName, {
    description: "What the latest reading of an image calls positive.",
  }),
  abnormal: Nullable(
    Type.Number({ description: "Highest probability of anything abnormal among its images." }),
  ),
};

export const StudySummarySchema = Type.Object(
  {
    ...STUDY,
    images: Type.Array(
      Type.Object({
        id: Id,
        status: Status,
        fileName: Type.String(),
        view: Nullable(Type.String({ examples: ["PA"] })),
        anyway: Type.Boolean({ description: "Whether it is read even if the gate refuses it." }),
        errorCode: Nullable(Type.String()),
        errorMessage: Nullable(Type.String()),
      }),
    ),
    leading: Type.Array(FindingReadingSchema, {
      description: "What stands out most, at most four: positive findings first, then borderline.",
    }),
    reportEdition: Nullable(Type.Integer({ description: "Latest edition of its report." })),
  },
  { $id: "StudySummary", description: "A study in a list." },
);

export const StudySchema = Type.Object(
  {
    ...STUDY,
    images: Type.Array(reference(ImageSchema)),
    feedback: Type.Array(reference(FeedbackSchema)),
    report: Nullable(reference(ReportSchema)),
    priors: Type.Array(Type.Object({ id: Id, studyDate: Nullable(DicomDate), createdAt: Time }), {
      description: "Other studies of the same patient id, newest first.",
    }),
  },
  { $id: "Study", description: "A study with all that belongs to it." },
);
