import Type from "typebox";
import { exactly, FindingName, Id, Nullable, Time } from "./parts.ts";

const UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

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
const CreatedBy = Nullable(Type.String({ description: "Account; null without accounts." }));
const Author = Nullable(Type.String({ description: "The account's name; null without accounts." }));
const Text = Type.String({ maxLength: LONGEST_TEXT });

export const NewFeedbackSchema = exactly({
  id: Type.Optional(
    Type.String({
      pattern: UUID,
      description:
        "A UUID of your own, in small letters. With it, the same feedback can be sent again when in doubt and is kept once.",
      examples: ["1d9f1a8e-6f0b-4c0c-9a55-0f6a1f0c2b7d"],
    }),
  ),
  reading: Type.Optional(
    Nullable(
      Type.String({
        pattern: UUID,
        description:
          "The reading that it is about, as the image names it: what somebody saw may not be the latest any more. Left out: the latest.",
      }),
    ),
  ),
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
    createdBy: CreatedBy,
    author: Author,
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
    createdBy: CreatedBy,
    author: Author,
    createdAt: Time,
  },
  { $id: "Report", description: "An edition of what a person wrote about a study." },
);
