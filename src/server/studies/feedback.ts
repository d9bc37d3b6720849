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
    .selectAll()
    .where("image_id", "in", imageIds)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(describeFeedback);
}

/**
 * Keeps feedback on an image, and on its latest reading where it has one.
 *
 * @throws StudyError FEEDBACK_INVALID if the kind needs a finding or a text that is not given, or the box is no
 * part of the image.
 */
export async function giveFeedback(
  queries: Kysely<Tables>,
  image: ImageDetail,
  feedback: NewFeedback,
  actor: Actor,
): Promise<Feedback> {
  refuseIncomplete(feedback);
  refuseOutside(image, feedback.box ?? null);
  const row = await queries
    .insertInto("feedback")
    .values({
      image_id: image.id,
      reading_id: image.reading?.id ?? null,
      kind: feedback.kind,
      finding: feedback.finding ?? null,
      box: feedback.box ? JSON.stringify(feedback.box) : null,
      text: feedback.text ?? null,
      created_by: actor.id,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return describeFeedback(row);
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

function describeFeedback(row: FeedbackRow): Feedback {
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
    createdAt: row.created_at.toISOString(),
  };
}
