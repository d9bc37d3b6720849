import type { Kysely } from "kysely";
import type { Tables } from "../store/tables.ts";
import { StudyError } from "./errors.ts";
import { type Feedback, feedbackOn } from "./feedback.ts";
import { describeImage, type ImageDetail } from "./find-image.ts";
import { latestReadings } from "./latest-readings.ts";
import { findReport, type Report } from "./reports.ts";
import { describeStudy, judge, type StudySummary } from "./study-summary.ts";

/** Most of a patient's other studies that are named. */
const PRIORS = 100;

/** A study with all that belongs to it. */
export interface StudyDetail extends Omit<StudySummary, "images" | "leading" | "reportEdition"> {
  readonly images: readonly (ImageDetail & { readonly feedback: readonly Feedback[] })[];
  /** Latest edition. */
  readonly report: Report | null;
  /** Other studies of the same patient id, newest first. */
  readonly priors: readonly {
    readonly id: string;
    readonly studyDate: string | null;
    readonly createdAt: string;
  }[];
}

/** @throws StudyError STUDY_UNKNOWN */
export async function findStudy(queries: Kysely<Tables>, id: string): Promise<StudyDetail> {
  const study = await queries
    .selectFrom("study")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  if (study === undefined) throw unknownStudy(id);
  const images = await queries
    .selectFrom("image")
    .selectAll()
    .where("study_id", "=", id)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  const ids = images.map((image) => image.id);
  const [readings, feedback, report, priors] = await Promise.all([
    latestReadings(queries, ids),
    feedbackOn(queries, ids),
    findReport(queries, id),
    study.patient_id === null ? [] : priorsOf(queries, id, study.patient_id),
  ]);
  return {
    ...describeStudy(study),
    ...judge([...readings.values()]),
    images: images.map((image) => ({
      ...describeImage(image, readings.get(image.id) ?? null),
      feedback: feedback.filter(({ imageId }) => imageId === image.id),
    })),
    report,
    priors,
  };
}

/** @throws StudyError STUDY_UNKNOWN */
export async function requireStudy(queries: Kysely<Tables>, id: string): Promise<void> {
  const study = await queries
    .selectFrom("study")
    .select("id")
    .where("id", "=", id)
    .executeTakeFirst();
  if (study === undefined) throw unknownStudy(id);
}

async function priorsOf(
  queries: Kysely<Tables>,
  id: string,
  patientId: string,
): Promise<StudyDetail["priors"]> {
  const rows = await queries
    .selectFrom("study")
    .select(["id", "study_date", "created_at"])
    .where("patient_id", "=", patientId)
    .where("id", "!=", id)
    .orderBy("study_date", (order) => order.desc().nullsLast())
    .orderBy("created_at", "desc")
    .limit(PRIORS)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    studyDate: row.study_date,
    createdAt: row.created_at.toISOString(),
  }));
}

function unknownStudy(id: string): StudyError {
  return new StudyError(
    "STUDY_UNKNOWN",
    `there is no study ${id}. Take its id from the list of studies.`,
    { study: id },
  );
}
