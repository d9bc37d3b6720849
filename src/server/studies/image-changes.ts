import { type Kysely, sql } from "kysely";
import type { ImageStatus, Tables } from "../store/tables.ts";

/** That something about an image has changed, and how it stands now. */
export interface ImageChange {
  readonly image: string;
  readonly study: string;
  readonly status: ImageStatus;
  readonly errorCode: string | null;
  readonly revision: number;
}

/** Changes after a revision, in the order of revisions, at most `limit`. Only the latest of each image is there. */
export async function changesAfter(
  queries: Kysely<Tables>,
  revision: number,
  limit: number,
): Promise<ImageChange[]> {
  const rows = await queries
    .selectFrom("image")
    .select(["id", "study_id", "status", "error_code", "revision"])
    .where("revision", ">", String(revision))
    .orderBy("revision")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    image: row.id,
    study: row.study_id,
    status: row.status,
    errorCode: row.error_code,
    revision: Number(row.revision),
  }));
}

/** The latest revision that was written at least so many seconds ago; 0 if there is none. */
export async function revisionBefore(queries: Kysely<Tables>, seconds: number): Promise<number> {
  const row = await queries
    .selectFrom("image")
    .select("revision")
    .where("updated_at", "<", sql<Date>`now() - make_interval(secs => ${seconds})`)
    .orderBy("revision", "desc")
    .limit(1)
    .executeTakeFirst();
  return Number(row?.revision ?? 0);
}
