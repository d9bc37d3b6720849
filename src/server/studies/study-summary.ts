import { type Kysely, sql } from "kysely";
import { FINDINGS, type Finding } from "../../findings/index.ts";
import type { ImageStatus, StudyRow, Tables } from "../store/tables.ts";
import { type LatestReading, latestReadings } from "./latest-readings.ts";
import { type LeadingFinding, leadingFindings } from "./leading-findings.ts";
import { type Urgency, urgencyAt } from "./urgency.ts";

/** Whose study it is, as far as its files say. */
export interface Patient {
  readonly id: string | null;
  readonly name: string | null;
  /** YYYYMMDD, as `studyDate`. */
  readonly birthDate: string | null;
  readonly sex: string | null;
  /** Whole years at the study. */
  readonly age: number | null;
}

/** A study in a list. */
export interface StudySummary {
  readonly id: string;
  readonly createdAt: string;
  readonly studyInstanceUid: string | null;
  readonly studyDate: string | null;
  readonly accessionNumber: string | null;
  readonly patient: Patient;
  readonly images: readonly {
    readonly id: string;
    readonly status: ImageStatus;
    readonly fileName: string;
    /** View position of the latest reading, e.g. PA; null if the file does not say it. */
    readonly view: string | null;
    readonly anyway: boolean;
    readonly errorCode: string | null;
    readonly errorMessage: string | null;
  }[];
  readonly urgency: Urgency;
  /** Findings that the latest reading of an image calls positive, in their order. */
  readonly positive: readonly Finding[];
  /** The highest probability of anything abnormal among its images. */
  readonly abnormal: number | null;
  /** What stands out most, at most four: positive ones first. */
  readonly leading: readonly LeadingFinding[];
  /** Latest edition of its report. */
  readonly reportEdition: number | null;
}

/** What stands in a list of some studies, in the order of their ids as given; those that are not there are left out. */
export async function summarizeStudies(
  queries: Kysely<Tables>,
  ids: readonly string[],
): Promise<StudySummary[]> {
  if (ids.length === 0) return [];
  const [studies, images, reports] = await Promise.all([
    queries.selectFrom("study").selectAll().where("id", "in", ids).execute(),
    queries
      .selectFrom("image")
      .select(["id", "study_id", "status", "file_name", "anyway", "error_code", "error_message"])
      .where("study_id", "in", ids)
      .orderBy("created_at")
      .orderBy("id")
      .execute(),
    queries
      .selectFrom("report")
      .select(["study_id", sql<number>`max(edition)`.as("edition")])
      .where("study_id", "in", ids)
      .groupBy("study_id")
      .execute(),
  ]);
  const readings = await latestReadings(
    queries,
    images.map(({ id }) => id),
  );
  const byId = new Map(studies.map((study) => [study.id, study]));
  return ids.flatMap((id) => {
    const study = byId.get(id);
    if (study === undefined) return [];
    const own = images.filter((image) => image.study_id === id);
    return {
      ...describeStudy(study),
      images: own.map((image) => ({
        id: image.id,
        status: image.status,
        fileName: image.file_name,
        view: readings.get(image.id)?.content.radiograph.view ?? null,
        anyway: image.anyway,
        errorCode: image.error_code,
        errorMessage: image.error_message,
      })),
      leading: leadingFindings(own.flatMap((image) => readings.get(image.id) ?? [])),
      ...judge(own.flatMap((image) => readings.get(image.id) ?? [])),
      reportEdition: reports.find(({ study_id }) => study_id === id)?.edition ?? null,
    };
  });
}

/** What a study's row says, in words of the API. */
export function describeStudy(
  study: StudyRow,
): Omit<
  StudySummary,
  "images" | "urgency" | "positive" | "abnormal" | "leading" | "reportEdition"
> {
  return {
    id: study.id,
    createdAt: study.created_at.toISOString(),
    studyInstanceUid: study.study_instance_uid,
    studyDate: study.study_date,
    accessionNumber: study.accession_number,
    patient: {
      id: study.patient_id,
      name: study.patient_name,
      birthDate: study.patient_birth_date,
      sex: study.patient_sex,
      age: study.patient_age,
    },
  };
}

/** What the latest readings of a study's images say together. */
export function judge(
  readings: readonly LatestReading[],
): Pick<StudySummary, "urgency" | "positive" | "abnormal"> {
  const isPositive = (finding: Finding) =>
    readings.some(({ content }) =>
      content.findings.some((one) => one.finding === finding && one.positive),
    );
  return {
    urgency: urgencyAt(Math.max(0, ...readings.map(({ urgency }) => urgency))),
    positive: FINDINGS.filter(isPositive),
    abnormal: readings.reduce<number | null>(
      (highest, { content: { abnormal } }) =>
        abnormal === null ? highest : Math.max(highest ?? 0, abnormal),
      null,
    ),
  };
}
