import { ProblemSchema } from "../problem/problem.ts";
import { FeedbackSchema, ReportSchema } from "./feedback.ts";
import { ImageSchema, ReadingSchema } from "./image.ts";
import { StudySchema, StudySummarySchema } from "./study.ts";

/** Schemas that others refer to by name. */
export const SHARED_SCHEMAS = [
  ProblemSchema,
  ReadingSchema,
  ImageSchema,
  FeedbackSchema,
  ReportSchema,
  StudySummarySchema,
  StudySchema,
];
