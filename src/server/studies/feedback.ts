import { isDeepStrictEqual } from "node:util";
import type { Kysely } from "kysely";
import type { Finding } from "../../findings/index.ts";
import type { Actor } from "../actor.ts";
import type { FeedbackRow, Tables } from "../store/tables.ts";
import { StudyError } from "./errors.ts";
import type { ImageDetail } from "./find-image.ts";

/** Corners in pixels of the original image: left, top, right, bottom. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** What a person says about a reading. */
export interface NewFeedback {
  /** A UUID of whoever says it, so that it can be sent again when in doubt; left out: the database makes one. */
  readonly id?: string | undefined;
  /** The reading that it is about; left out: the image's latest. */
  readonly reading?: string | null | undefined;
  readonly kind: FeedbackRow["kind"];
  readonly finding?: Finding | null | undefined;
  readonly box?: Box | null | undefined;
  readonly text?: string | null | undefined;
}

/** What a person said about a reading. */
export interface Feedback {
  readonly id: string;
  readonly imageId: string;
  readonly readingId: string | null;
  readonly kind: FeedbackRow["kind"];
  readonly finding: Finding | null;
  readonly box: Box | null;
  readonly text: string | null;
  /** Account; null without accounts. */
  readonly createdBy: string | null;
  /** The account's name. */
  readonly author: string | null;
  readonly createdAt: string;
}

/** All feedback on some images, oldest first. */
export async function feedbackOn(
  queries: Kysely<Tables>,
  imageIds: readonly string[],
): Promise<Feedback[]> {
  if (imageIds.length === 0) return [];
  const rows = await queries
    .selectFrom("feedback")
    .leftJoin("account", "account.id", "feedback.created_by")
    .selectAll("feedback")
    .select("account.name as author")
    .where("image_id", "in", imageIds)
    .orderBy("feedback.created_at")
    .orderBy("feedback.id")
    .execute();
  return rows.map(describeFeedback);
}

/**
 * Keeps feedback on one of an image's readings: the one that it names, else the latest where there is one. What was
 * sent again under the same id is kept once, about the reading that it was first about.
 *
 * @throws StudyError FEEDBACK_INVALID if the kind needs a finding or a text that is not given, the box is no part of
 * the image, or the reading is none of it; FEEDBACK_CONFLICT if something else, or another account's, has the id.
 */
export async function giveFeedback(
  queries: Kysely<Tables>,
  image: ImageDetail,
  feedback: NewFeedback,
  actor: Actor,
): Promise<{ readonly feedback: Feedback; readonly isNew: boolean }> {
  const known = await findSame(queries, image, feedback, actor);
  if (known !== null) return { feedback: known, isNew: false };
  refuseIncomplete(feedback);
  refuseOutside(image, feedback.box ?? null);
  if (feedback.reading) await refuseForeign(queries, image, feedback.reading);
  const row = await queries
    .insertInto("feedback")
    .values({
      ...(feedback.id === undefined ? {} : { id: feedback.id }),
      image_id: image.id,
      reading_id: feedback.reading ?? image.reading?.id ?? null,
      kind: feedback.kind,
      finding: feedback.finding ?? null,
      box: feedback.box ? JSON.stringify(feedback.box) : null,
      text: feedback.text ?? null,
      created_by: actor.id,
    })
    // Sent twice at once: the other one was kept in the meantime.
    .onConflict((columns) => columns.column("id").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) {
    const author = actor.id === null ? null : actor.name;
    return { feedback: describeFeedback({ ...row, author }), isNew: true };
  }
  const other = await findSame(queries, image, feedback, actor);
  if (other === null) throw conflict(feedback.id);
  return { feedback: other, isNew: false };
}

/**
 * What was kept of the same feedback when it was sent before; null if nothing was.
 *
 * @throws StudyError FEEDBACK_CONFLICT
 */
async function findSame(
  queries: Kysely<Tables>,
  image: ImageDetail,
  { id, reading, kind, finding, box, text }: NewFeedback,
  actor: Actor,
): Promise<Feedback | null> {
  if (id === undefined) return null;
  const row = await queries
    .selectFrom("feedback")
    .leftJoin("account", "account.id", "feedback.created_by")
    .selectAll("feedback")
    .select("account.name as author")
    .where("feedback.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const kept = describeFeedback(row);
  const isSame =
    kept.imageId === image.id &&
    kept.createdBy === actor.id &&
    (!reading || kept.readingId === reading) &&
    kept.kind === kind &&
    kept.finding === (finding ?? null) &&
    kept.text === (text ?? null) &&
    isDeepStrictEqual(kept.box, box ?? null);
  if (isSame) return kept;
  throw conflict(id);
}

function conflict(id: string | undefined): StudyError {
  return new StudyError(
    "FEEDBACK_CONFLICT",
    `other feedback was given under the id ${id}. Feedback is never changed: give this one an id of its own.`,
    { id },
  );
}

function refuseIncomplete({ kind, finding, text }: NewFeedback): void {
  if (kind === "missed" && !finding) {
    throw new StudyError(
      "FEEDBACK_INVALID",
      "feedback of kind missed needs the finding that was missed. Name one of the 14 findings.",
      { field: "finding" },
    );
  }
  if (kind === "comment" && !text?.trim()) {
    throw new StudyError(
      "FEEDBACK_INVALID",
      "feedback of kind comment needs a text. Write one, or choose another kind.",
      { field: "text" },
    );
  }
}

function refuseOutside({ reading }: ImageDetail, box: Box | null): void {
  if (box === null) return;
  if (reading === null) {
    throw new StudyError(
      "FEEDBACK_INVALID",
      "a box can be drawn on an image that was read only: its size is not known before. Leave the box out.",
      { field: "box" },
    );
  }
  const { rows, columns } = reading.content.radiograph;
  const [left, top, right, bottom] = box;
  if (left >= 0 && top >= 0 && left < right && top < bottom && right <= columns && bottom <= rows) {
    return;
  }
  throw new StudyError(
    "FEEDBACK_INVALID",
    `the box ${box.join(", ")} is no part of an image of ${columns} x ${rows} pixels. Give left, top, right and bottom within it.`,
    { field: "box", box, rows, columns },
  );
}

/** The image may have been read again, or the store restored, since somebody looked at it. */
async function refuseForeign(
  queries: Kysely<Tables>,
  { id }: ImageDetail,
  reading: string,
): Promise<void> {
  const row = await queries
    .selectFrom("reading")
    .select("id")
    .where("id", "=", reading)
    .where("image_id", "=", id)
    .executeTakeFirst();
  if (row !== undefined) return;
  throw new StudyError(
    "FEEDBACK_INVALID",
    `the image has no reading ${reading}. Take its id from the image, or leave it out to mean the latest.`,
    { field: "reading" },
  );
}

function describeFeedback(row: FeedbackRow & { readonly author: string | null }): Feedback {
  return {
    id: row.id,
    imageId: row.image_id,
    readingId: row.reading_id,
    kind: row.kind,
    // Checked when it was given.
    finding: row.finding as Finding | null,
    box: row.box,
    text: row.text,
    createdBy: row.created_by,
    author: row.author,
    createdAt: row.created_at.toISOString(),
  };
}
