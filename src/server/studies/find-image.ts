import type { Kysely } from "kysely";
import type { ImageRow, ImageStatus, Tables } from "../store/tables.ts";
import { StudyError } from "./errors.ts";
import { type LatestReading, latestReadings } from "./latest-readings.ts";

/** An image and what was last said of it. */
export interface ImageDetail {
  readonly id: string;
  readonly studyId: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sopInstanceUid: string | null;
  readonly status: ImageStatus;
  readonly anyway: boolean;
  /** Why it was refused or could not be read. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly reading: LatestReading | null;
}

/** @throws StudyError IMAGE_UNKNOWN */
export async function findImage(queries: Kysely<Tables>, id: string): Promise<ImageDetail> {
  const row = await queries.selectFrom("image").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw unknownImage(id);
  return describeImage(row, (await latestReadings(queries, [id])).get(id) ?? null);
}

/** @throws StudyError IMAGE_UNKNOWN, READING_MISSING */
export async function findReading(
  queries: Kysely<Tables>,
  imageId: string,
): Promise<LatestReading> {
  const { reading, status } = await findImage(queries, imageId);
  if (reading !== null) return reading;
  throw new StudyError(
    "READING_MISSING",
    `the image has no reading: it is ${status}. Wait for it, or have it read again.`,
    { image: imageId, status },
  );
}

/** What an image's row says, in words of the API. */
export function describeImage(row: ImageRow, reading: LatestReading | null): ImageDetail {
  return {
    id: row.id,
    studyId: row.study_id,
    fileName: row.file_name,
    bytes: row.bytes,
    sopInstanceUid: row.sop_instance_uid,
    status: row.status,
    anyway: row.anyway,
    error:
      row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? "" },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    reading,
  };
}

function unknownImage(id: string): StudyError {
  return new StudyError(
    "IMAGE_UNKNOWN",
    `there is no image ${id}. Take its id from the list of studies.`,
    { image: id },
  );
}
