import { isPassing } from "../api/problem.ts";
import type { Study } from "../api/types.ts";
import { isUnderWay, type UploadQueue } from "./upload-queue.ts";

/**
 * Asks what became of uploads that may have been read while nobody listened. One study after the other: there may be
 * thousands. If the server goes away the rest is left for when it is heard again.
 */
export async function askReadings(
  queue: UploadQueue,
  load: (study: string) => Promise<Pick<Study, "images">>,
): Promise<void> {
  for (const study of queue.unread()) {
    try {
      const { images } = await load(study);
      for (const { id, status, error } of images) {
        // What is under way tells of its end by itself, and may have done so since this was asked.
        if (!isUnderWay(status)) queue.noteReading(id, status, error?.code ?? null);
      }
    } catch (error) {
      // A study that is not there any more is no reason not to ask for the next.
      if (isPassing(error)) return;
    }
  }
}
