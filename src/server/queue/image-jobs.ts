import type { Transaction } from "kysely";
import type { Actor } from "../actor.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { Database } from "../store/database.ts";
import type { Tables } from "../store/tables.ts";
import { QueueError } from "./errors.ts";
import type { ReadingQueue } from "./reading-queue.ts";

/** What it takes to change what becomes of an image. */
export interface JobDesk {
  readonly database: Database;
  readonly queue: ReadingQueue;
}

/**
 * Has an image read again: after a refusal, a failure or a cancellation, or by another model. One that waits
 * already goes on waiting.
 *
 * @param anyway even if the model's gate refuses it.
 * @throws QueueError IMAGE_UNKNOWN, IMAGE_BUSY.
 */
export async function readAgain(
  { database, queue }: JobDesk,
  audit: AuditLog,
  actor: Actor,
  image: string,
  anyway: boolean,
): Promise<void> {
  await database.queries.transaction().execute(async (transaction) => {
    const { status } = await lockImage(transaction, image);
    if (status === "reading") throw busy(image);
    await transaction.updateTable("image").set({ anyway }).where("id", "=", image).execute();
    if (status !== "queued") await queue.send(transaction, image);
    const action = anyway ? "image.read-anyway" : "image.read";
    await audit.append({ actor, action, subject: image }, transaction);
  });
  queue.announce();
}

/**
 * Cancels the reading of an image that waits or is being read; what is made of it in this moment is not kept.
 *
 * @throws QueueError IMAGE_UNKNOWN, IMAGE_SETTLED.
 */
export async function cancelReading(
  { database, queue }: JobDesk,
  audit: AuditLog,
  actor: Actor,
  image: string,
): Promise<void> {
  await database.queries.transaction().execute(async (transaction) => {
    const isCancelled = await queue.cancel(transaction, image);
    if (!isCancelled) {
      const { status } = await lockImage(transaction, image);
      throw new QueueError(
        "IMAGE_SETTLED",
        `the image ${image} is ${status}: there is nothing to cancel.`,
        { image, status },
      );
    }
    await audit.append({ actor, action: "image.cancel", subject: image }, transaction);
  });
}

async function lockImage(transaction: Transaction<Tables>, image: string) {
  const row = await transaction
    .selectFrom("image")
    .select("status")
    .where("id", "=", image)
    .forUpdate()
    .executeTakeFirst();
  if (row !== undefined) return row;
  throw new QueueError("IMAGE_UNKNOWN", `there is no image ${image}. Send its file.`, { image });
}

function busy(image: string): QueueError {
  return new QueueError(
    "IMAGE_BUSY",
    `the image ${image} is being read. Wait for it, or cancel it first.`,
    { image },
  );
}
