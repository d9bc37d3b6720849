import type { Static } from "typebox";
import type { ExplanationsSchema } from "../../../src/server/http/schemas/explanations.ts";
import type {
  FeedbackSchema,
  NewFeedbackSchema,
  NewReportSchema,
  ReportSchema,
} from "../../../src/server/http/schemas/feedback.ts";
import type { ImageSchema, ReadingSchema } from "../../../src/server/http/schemas/image.ts";
import type { ModelSchema } from "../../../src/server/http/schemas/model.ts";
import type { Status } from "../../../src/server/http/schemas/parts.ts";
import type { StudySchema, StudySummarySchema } from "../../../src/server/http/schemas/study.ts";

/** What the API's own schemas describe: the page and the server can't disagree and compile. */
export type ImageStatus = Static<typeof Status>;
export type StudySummary = Static<typeof StudySummarySchema>;
export type Study = Static<typeof StudySchema>;
export type Image = Static<typeof ImageSchema>;
export type Reading = Static<typeof ReadingSchema>;
export type FindingReading = Reading["findings"][number];
export type Feedback = Static<typeof FeedbackSchema>;
export type NewFeedback = Static<typeof NewFeedbackSchema>;
export type Report = Static<typeof ReportSchema>;
export type NewReport = Static<typeof NewReportSchema>;
export type Model = Static<typeof ModelSchema>;
export type Explanations = Static<typeof ExplanationsSchema>;

/** An image of a study, with what people said of it. */
export type StudyImage = Study["images"][number];

/** A page of the list of studies. */
export interface StudyPage {
  readonly items: StudySummary[];
  readonly next: string | null;
}
