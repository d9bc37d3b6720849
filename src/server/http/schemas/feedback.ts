import Type from "typebox";
import { exactly, FindingName, Id, Nullable, Time } from "./parts.ts";

/** Longest text of a person, in characters. */
const LONGEST_TEXT = 20_000;

const Kind = Type.Enum(["agree", "disagree", "missed", "comment"]);
const BoxSchema = Type.Unsafe<[left: number, top: number, right: number, bottom: number]>({
  type: "array",
  items: { type: "number" },
  minItems: 4,
  maxItems: 4,
  description: "Left, top, right and bottom in pixels of the original image.",
  examples: [[120, 80, 360, 300]],
});
const Text = Type.String({ maxLength: LONGEST_TEXT });

export const NewFeedbackSchema = exactly({
  kind: Kind,
  finding: Type.Optional(Nullable(FindingName)),
  box: Type.Optional(Nullable(BoxSchema)),
  text: Type.Optional(Nullable(Text)),
});

export const FeedbackSchema = Type.Object(
  {
    id: Type.String({ format: "uuid" }),
    image: Id,
    reading: Nullable(Type.String({ format: "uuid" })),
    kind: Kind,
    finding: Nullable(FindingName),
    box: Nullable(BoxSchema),
    text: Nullable(Type.String()),
    createdBy: Nullable(Type.String({ description: "Account; null without accounts." })),
    createdAt: Time,
  },
  { $id: "Feedback", description: "What a person said of a reading." },
);

export const NewReportSchema = exactly({
  impression: Type.String({ maxLength: LONGEST_TEXT }),
  language: Type.String({
    pattern: "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
    maxLength: 35,
    description: "As BCP 47 names it.",
    examples: ["en", "de-CH"],
  }),
  edition: Type.Integer({
    minimum: 0,
    description: "The edition that this was written from; 0 where there was none.",
  }),
});

export const ReportSchema = Type.Object(
  {
    study: Id,
    edition: Type.Integer(),
    impression: Type.String(),
    language: Type.String(),
    createdBy: Nullable(Type.String({ description: "Account; null without accounts." })),
    createdAt: Time,
  },
  { $id: "Report", description: "An edition of what a person wrote about a study." },
);
