import { type Kysely, sql } from "kysely";
import type { Reading } from "../../reading/index.ts";
import type { Tables } from "../store/tables.ts";
import { urgencyOf } from "./urgency.ts";

/** What a model said about an image last. */
export interface LatestReading {
  readonly id: string;
  readonly imageId: string;
  readonly createdAt: string;
  /** Whether it was read even if the model's gate refuses it. */
  readonly anyway: boolean;
  readonly content: Omit<Reading, "heatmaps">;
  /** SHA-256 of the heatmaps in the object store. */
  readonly heatmaps: string;
  /** Place in `URGENCIES`. */
  readonly urgency: number;
}

/** The latest reading of each of some images, by image. */
export async function latestReadings(
  queries: Kysely<Tables>,
  imageIds: readonly string[],
): Promise<Map<string, LatestReading>> {
  if (imageIds.length === 0) return new Map();
  const rows = await queries
    .selectFrom("reading")
    .distinctOn("image_id")
    .select(["id", "image_id", "created_at", "anyway", "content", "heatmaps"])
    .select(urgencyOf({ positive: sql`positive`, clear: sql`clear` }).as("urgency"))
    .where("image_id", "in", imageIds)
    .orderBy("image_id")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return new Map(
    rows.map((row) => [
      row.image_id,
      {
        id: row.id,
        imageId: row.image_id,
        createdAt: row.created_at.toISOString(),
        anyway: row.anyway,
        // Written by `readingToJson`, of a reading that was checked.
        content: row.content as Omit<Reading, "heatmaps">,
        heatmaps: row.heatmaps,
        urgency: row.urgency,
      },
    ]),
  );
}
