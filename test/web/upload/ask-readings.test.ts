import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ProblemError, UnreachableError } from "../../../web/src/api/problem.ts";
import type { StudyImage } from "../../../web/src/api/types.ts";
import { ChangedStudies } from "../../../web/src/shell/changed-studies.ts";
import { askReadings } from "../../../web/src/upload/ask-readings.ts";
import type { Send } from "../../../web/src/upload/upload.ts";
import { UploadQueue } from "../../../web/src/upload/upload-queue.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A queue that has sent files, of which nothing more was heard. */
async function queueWith(...names: string[]): Promise<UploadQueue> {
  const send: Send = async ({ name }) => ({
    kind: "stored",
    images: [{ id: name, study: `study of ${name}`, status: "queued", isNew: true }],
    leftOut: 0,
  });
  const queue = new UploadQueue(send);
  queue.add(names.map((name) => ({ file: new File(["1"], name), path: name })));
  await vi.advanceTimersByTimeAsync(500);
  return queue;
}

async function readings(queue: UploadQueue) {
  await vi.advanceTimersByTimeAsync(500);
  return queue.snapshot().uploads.map(({ reading, reason }) => [reading, reason?.code ?? null]);
}

/** What the server says of a study's one image. */
function answer(name: string, status: StudyImage["status"], code: string | null = null) {
  const error = code === null ? null : { code, message: "text" };
  return { images: [{ id: name, status, error } as StudyImage] };
}

describe("after events were missed, the queue of uploads", () => {
  test("learns what became of each image whose reading was under way, and of no other", async () => {
    const queue = await queueWith("a", "b", "c", "d");
    queue.noteReading("d", "read", null);
    const asked: string[] = [];
    await askReadings(queue, async (study) => {
      asked.push(study);
      const name = study.slice(-1);
      if (name === "a") return answer(name, "read");
      return name === "b" ? answer(name, "refused", "COLOUR_IMAGE") : answer(name, "reading");
    });
    expect(asked).toEqual(["study of a", "study of b", "study of c"]);
    expect(await readings(queue)).toEqual([
      ["read", null],
      ["refused", "COLOUR_IMAGE"],
      ["queued", null],
      ["read", null],
    ]);
  });

  test("asks on where a study is gone, and stops where the server is", async () => {
    const queue = await queueWith("a", "b", "c", "d");
    const asked: string[] = [];
    await askReadings(queue, async (study) => {
      asked.push(study.slice(-1));
      if (study.endsWith("a")) {
        const fields = {};
        const problem = { code: "NOT_FOUND", type: "", status: 404, title: "", detail: "" };
        throw new ProblemError({ ...problem, instance: "", fields });
      }
      if (study.endsWith("c")) throw new UnreachableError("gone");
      return answer(study.slice(-1), "read");
    });
    expect(asked).toEqual(["a", "b", "c"]);
    expect((await readings(queue)).map(([reading]) => reading)).toEqual([
      ...["queued", "read", "queued", "queued"],
    ]);
  });
});

test("whoever keeps track of images is told when events were missed, and not when a list gives changes back", () => {
  const changes = new ChangedStudies();
  let told = 0;
  const stop = changes.onGap(() => told++);
  changes.noteAll();
  expect(told).toBe(0);
  changes.take();
  changes.noteGap();
  expect([told, changes.hasAny()]).toEqual([1, true]);
  stop();
  changes.noteGap();
  expect(told).toBe(1);
});
