import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Finding } from "../../findings/index.ts";
import type { ImageStatus, Tables } from "../store/tables.ts";
import { fromCursor, type Place, toCursor } from "./cursor.ts";
import { StudyError } from "./errors.ts";
import { type StudySummary, summarizeStudies } from "./study-summary.ts";
import { urgencyOf } from "./urgency.ts";

/** Which studies, and in which order. */
export interface StudyQuery {
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  readonly sort: Place["sort"];
  /** Studies with an image of this status. */
  readonly status?: ImageStatus | undefined;
  /** Studies of which the latest reading of an image calls this positive. */
  readonly finding?: Finding | undefined;
  /** Part of a patient's name or id, an accession number or a file's name, in any case. */
  readonly search?: string | undefined;
}

/** A part of a list. */
export interface StudyPage {
  readonly items: readonly StudySummary[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

/**
 * Lists studies page by page. Whatever arrives or is read in the meantime, each study that was there when the
 * first page was made, and goes on to match, appears once: pages go on behind the last study, and the order is
 * that of the first page's moment.
 *
 * @throws StudyError CURSOR_INVALID if the cursor is of no list, or of one in another order.
 */
export async function listStudies(queries: Kysely<Tables>, query: StudyQuery): Promise<StudyPage> {
  const before = query.cursor === undefined ? null : fromCursor(query.cursor);
  if (before !== null && before.sort !== query.sort) {
    throw new StudyError(
      "CURSOR_INVALID",
      `the cursor is of a list sorted by ${before.sort}, not by ${query.sort}. Keep the order from page to page.`,
      { sort: query.sort },
    );
  }
  const asOf = before === null ? sql`now()` : sql`${before.asOf}::timestamptz`;
  const { rows } = await sql<PlacedStudy>`
    select study.id, study.created_at::text as created, place.urgency, place.abnormal,
      (${asOf})::text as "asOf"
    from study ${placesAt(asOf, query.sort)}
    where ${sql.join([...conditions(query, asOf), ...(before ? [behind(before)] : [])], sql` and `)}
    order by ${orderBy(query.sort)}
    limit ${query.limit + 1}`.execute(queries);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await summarizeStudies(
      queries,
      shown.map(({ id }) => id),
    ),
    next: rows.length > shown.length && last ? toCursor({ sort: query.sort, ...last }) : null,
  };
}

/** What a study's place in the list depends on, and the moment that this holds for. */
type PlacedStudy = Omit<Place, "sort">;

/** The latest reading of each image at a moment. Readings never change: the past can be asked. */
function latestAt(asOf: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select distinct on (image_id) image_id, positive, clear, abnormal
    from reading where created_at <= ${asOf}
    order by image_id, created_at desc, id desc`;
}

/**
 * What a study's latest readings said at a moment, joined to `study` as `place`. Readings of all studies are looked
 * through at once, which takes a fifth of the time that it takes study by study; where the order does not depend
 * on them, none is.
 */
function placesAt(asOf: RawBuilder<unknown>, sort: Place["sort"]): RawBuilder<unknown> {
  if (sort === "newest") {
    return sql`cross join (select 0 as urgency, -1::double precision as abnormal) as place`;
  }
  return sql`
    left join (
      select image.study_id, max(${urgencyOf({ positive: sql`latest.positive`, clear: sql`latest.clear` })}) as urgency,
        max(latest.abnormal) as abnormal
      from image join (${latestAt(asOf)}) as latest on latest.image_id = image.id
      group by image.study_id
    ) as judged on judged.study_id = study.id
    cross join lateral (
      select coalesce(judged.urgency, 0) as urgency, coalesce(judged.abnormal, -1) as abnormal
    ) as place`;
}

function conditions(
  { status, finding, search }: StudyQuery,
  asOf: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const wanted = [sql`true`];
  if (status !== undefined) {
    wanted.push(
      sql`exists (select from image where image.study_id = study.id and image.status = ${status})`,
    );
  }
  if (finding !== undefined) {
    // As a set of its own: joined, it is gone through anew for each study while the tables have no statistics.
    wanted.push(sql`study.id in (
      select image.study_id from image join (${latestAt(asOf)}) as latest on latest.image_id = image.id
      where latest.positive @> ${JSON.stringify(finding)}::jsonb)`);
  }
  if (search !== undefined) {
    const part = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
    wanted.push(sql`(
      study.patient_name ilike ${part} or study.patient_id ilike ${part}
      or study.accession_number ilike ${part}
      or exists (select from image where image.study_id = study.id and image.file_name ilike ${part}))`);
  }
  return wanted;
}

/** What makes a study come after another: each key in turn, as `orderBy` has them. */
function behind({ sort, created, id, urgency, abnormal }: Place): RawBuilder<unknown> {
  const older = sql`(study.created_at < ${created}::timestamptz
    or (study.created_at = ${created}::timestamptz and study.id > ${id}))`;
  if (sort === "newest") return older;
  return sql`(place.urgency < ${urgency} or (place.urgency = ${urgency}
    and (place.abnormal < ${abnormal} or (place.abnormal = ${abnormal} and ${older}))))`;
}

function orderBy(sort: Place["sort"]): RawBuilder<unknown> {
  const newest = sql`study.created_at desc, study.id`;
  return sort === "newest" ? newest : sql`place.urgency desc, place.abnormal desc, ${newest}`;
}
