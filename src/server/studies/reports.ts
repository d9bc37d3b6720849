import type { Kysely } from "kysely";
import type { Actor } from "../actor.ts";
import type { ReportRow, Tables } from "../store/tables.ts";
import { StudyError } from "./errors.ts";

/** An edition of what a person wrote about a study. */
export interface Report {
  readonly studyId: string;
  /** From 1; each save is a new one. */
  readonly edition: number;
  readonly impression: string;
  /** As BCP 47 names it, e.g. en or de-CH. */
  readonly language: string;
  /** Account; null without accounts. */
  readonly createdBy: string | null;
  /** The account's name. */
  readonly author: string | null;
  readonly createdAt: string;
}

/** A report that is to be saved. */
export interface NewReport {
  readonly impression: string;
  readonly language: string;
  /** The edition that it was written from; 0 where there was none. */
  readonly edition: number;
}

/** The latest edition; null where nobody has written one. */
export async function findReport(queries: Kysely<Tables>, studyId: string): Promise<Report | null> {
  const row = await queries
    .selectFrom("report")
    .leftJoin("account", "account.id", "report.created_by")
    .selectAll("report")
    .select("account.name as author")
    .where("study_id", "=", studyId)
    .orderBy("edition", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : describeReport(row);
}

/**
 * Saves the next edition of a report; those before stay. A reader may follow upon what he wrote himself, others'
 * is corrected by reviewers.
 *
 * @throws StudyError REPORT_CONFLICT if the edition it was written from is not the latest, REPORT_OF_ANOTHER.
 */
export async function saveReport(
  queries: Kysely<Tables>,
  studyId: string,
  report: NewReport,
  actor: Actor,
): Promise<Report> {
  const latest = await findReport(queries, studyId);
  if ((latest?.edition ?? 0) !== report.edition) throw conflict(report, latest?.edition ?? 0);
  if (latest !== null && latest.createdBy !== actor.id && actor.role === "reader") {
    throw new StudyError(
      "REPORT_OF_ANOTHER",
      "the latest report was written by another account, and a reader does not correct others' work. Ask a reviewer.",
      { study: studyId },
    );
  }
  const row = await queries
    .insertInto("report")
    .values({
      study_id: studyId,
      edition: report.edition + 1,
      impression: report.impression,
      language: report.language,
      created_by: actor.id,
    })
    // Somebody else saved the same edition in the meantime.
    .onConflict((columns) => columns.columns(["study_id", "edition"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw conflict(report, report.edition + 1);
  return describeReport({ ...row, author: actor.id === null ? null : actor.name });
}

function conflict({ edition }: NewReport, latest: number): StudyError {
  return new StudyError(
    "REPORT_CONFLICT",
    `the report was written from edition ${edition}, but the latest is ${latest}. Read that one, and save again with its number.`,
    { edition, latest },
  );
}

function describeReport(row: ReportRow & { readonly author: string | null }): Report {
  return {
    studyId: row.study_id,
    edition: row.edition,
    impression: row.impression,
    language: row.language,
    createdBy: row.created_by,
    author: row.author,
    createdAt: row.created_at.toISOString(),
  };
}
