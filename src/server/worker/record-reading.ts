import type { Transaction } from "kysely";
import type { Actor } from "../actor.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ReadingJob, ReadingQueue } from "../queue/reading-queue.ts";
import type { ReadImage } from "../readers/readers.ts";
import type { ObjectStore } from "../store/object-store.ts";
import type { Tables } from "../store/tables.ts";

/** Who makes readings. */
const WORKER: Actor = { kind: "system", id: null, name: "worker", role: "admin" };

/** More than any model's heatmaps have; an object needs a limit. */
const MOST_HEATMAP_BYTES = 256 << 20;

/** Where a reading is put down. */
export interface ReadingDesk {
  readonly objects: ObjectStore;
  readonly queue: ReadingQueue;
}

/**
 * Puts down what came of an image. The heatmaps' file comes first; then the reading, the image's status, the audit
 * log's entry and the end of the job, all or none.
 *
 * @returns false where the job was cancelled meanwhile, or another process has it: nothing is put down then.
 */
export async function recordReading(
  { objects, queue }: ReadingDesk,
  audit: AuditLog,
  job: ReadingJob,
  result: ReadImage,
): Promise<boolean> {
  const heatmaps =
    "reading" in result
      ? await objects.put(once(result.reading.heatmaps), MOST_HEATMAP_BYTES)
      : null;
  return queue.finish(job, async (transaction) => {
    const detail = await writeResult(transaction, job, result, heatmaps?.sha256 ?? "");
    await audit.append(
      { actor: WORKER, action: "image.read", subject: job.image.id, detail },
      transaction,
    );
  });
}

/** @returns what the audit log says of it. */
async function writeResult(
  transaction: Transaction<Tables>,
  { image: { id, anyway } }: ReadingJob,
  result: ReadImage,
  heatmaps: string,
): Promise<Readonly<Record<string, unknown>>> {
  const image = transaction.updateTable("image").where("id", "=", id);
  if ("refusal" in result) {
    const { code, message } = result.refusal;
    await image.set({ status: "refused", error_code: code, error_message: message }).execute();
    return { refused: code };
  }
  const { model, json, abnormal } = result.reading;
  await transaction
    .insertInto("reading")
    .values({
      image_id: id,
      model_name: model.name,
      model_version: model.version,
      model_sha256: model.sha256,
      anyway,
      content: json,
      abnormal,
      heatmaps,
    })
    // Read before by the same model, in the same way: to the same bytes.
    .onConflict((conflict) => conflict.columns(["image_id", "model_sha256", "anyway"]).doNothing())
    .execute();
  await image.set({ status: "read", error_code: null, error_message: null }).execute();
  return { model: model.sha256, version: model.version, anyway };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
