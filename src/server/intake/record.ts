import type { Actor } from "../actor.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { JobDesk } from "../queue/image-jobs.ts";
import type { StoredObject } from "../store/object-store.ts";
import type { FileIdentity } from "./identify.ts";

/** An image that is safe. */
export interface AcceptedImage {
  readonly studyId: string;
  readonly imageId: string;
  /** Whether it was sent for the first time. */
  readonly isNew: boolean;
}

/** An image to record. */
export interface ImageToRecord extends FileIdentity {
  readonly object: StoredObject;
  readonly label: string;
}

/**
 * Records an image whose bytes are safe, with its study and the job to read it, in one transaction. The same image
 * again changes nothing.
 */
export async function recordImage(
  { database, queue }: JobDesk,
  audit: AuditLog,
  actor: Actor,
  { study, sopInstanceUid, object, label }: ImageToRecord,
): Promise<AcceptedImage> {
  const accepted = await database.queries.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("study")
      .values({ ...study, created_by: actor.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const inserted = await transaction
      .insertInto("image")
      .values({
        id: object.sha256,
        study_id: study.id,
        file_name: label,
        bytes: object.bytes,
        sop_instance_uid: sopInstanceUid,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    const isNew = inserted.numInsertedOrUpdatedRows === 1n;
    if (isNew) await queue.send(transaction, object.sha256);
    const detail = { study: study.id, bytes: object.bytes, isNew };
    await audit.append(
      { actor, action: "image.upload", subject: object.sha256, detail },
      transaction,
    );
    return { studyId: study.id, imageId: object.sha256, isNew };
  });
  if (accepted.isNew) queue.announce();
  return accepted;
}
