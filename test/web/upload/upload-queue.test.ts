import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Send, SendOutcome } from "../../../web/src/upload/upload.ts";
import { UploadQueue } from "../../../web/src/upload/upload-queue.ts";

/** A sender whose attempts are ended by the test. */
function sender() {
  const attempts: {
    readonly name: string;
    readonly end: (outcome: SendOutcome) => Promise<void>;
    readonly progress: (bytes: number) => void;
    readonly signal: AbortSignal;
  }[] = [];
  const send: Send = (file, progress, signal) =>
    new Promise((done) => {
      const end = async (outcome: SendOutcome) => {
        done(outcome);
        await vi.advanceTimersByTimeAsync(200);
      };
      signal.addEventListener("abort", () => done({ kind: "cancelled" }));
      attempts.push({ name: file.name, end, progress, signal });
    });
  return { attempts, send, names: () => attempts.map(({ name }) => name) };
}

function files(...names: string[]) {
  return names.map((name) => ({ file: new File(["12345678"], name), path: `folder/${name}` }));
}

function stored(id: string, isNew = true): SendOutcome {
  return {
    kind: "stored",
    images: [{ id, study: `study of ${id}`, status: "queued", isNew }],
    leftOut: 0,
  };
}

function states(queue: UploadQueue) {
  return queue.snapshot().uploads.map(({ path, state }) => `${path.slice(7)} ${state}`);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the queue of uploads", () => {
  test("sends three files at a time, in their order, and tells how far each is", async () => {
    const { attempts, send, names } = sender();
    const queue = new UploadQueue(send);
    queue.add(files("a", "b", "c", "d"), 2);
    attempts[1]?.progress(3);
    await vi.advanceTimersByTimeAsync(200);
    expect(names()).toEqual(["a", "b", "c"]);
    expect(states(queue)).toEqual(["a sending", "b sending", "c sending", "d waiting"]);
    expect(queue.snapshot().uploads[1]?.sentBytes).toBe(3);
    expect(queue.snapshot().skipped).toBe(2);
    expect(queue.isBusy()).toBe(true);

    await attempts[1]?.end(stored("b"));
    expect(names()).toEqual(["a", "b", "c", "d"]);
    await attempts[0]?.end(stored("a", false));
    await attempts[2]?.end({ kind: "refused", reason: { code: "NOT_AN_IMAGE", message: "text" } });
    await attempts[3]?.end({ kind: "failed", reason: { code: "UNEXPECTED", message: "fault" } });
    expect(states(queue)).toEqual(["a known", "b stored", "c refused", "d failed"]);
    expect(queue.isBusy()).toBe(false);
  });

  test("waits as long as a busy server asks for, and then sends the same file first", async () => {
    const { attempts, send, names } = sender();
    const queue = new UploadQueue(send);
    queue.add(files("a", "b"));
    await attempts[0]?.end({ kind: "busy", seconds: 7 });
    await attempts[1]?.end(stored("b"));
    expect(queue.snapshot().hold).toBe("busy");
    await vi.advanceTimersByTimeAsync(6000);
    expect(names()).toEqual(["a", "b"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(names()).toEqual(["a", "b", "a"]);
    expect(queue.snapshot().hold).toBeNull();
  });

  test("tries a broken connection again, longer and longer apart, and gives up at last", async () => {
    const { attempts, send } = sender();
    const queue = new UploadQueue(send);
    queue.add(files("a"));
    const waits: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      await attempts[attempt]?.end({ kind: "unreachable" });
      let waited = 200;
      while (attempts.length === attempt + 1 && waited < 60_000) {
        await vi.advanceTimersByTimeAsync(100);
        waited += 100;
      }
      waits.push(waited / 1000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 60]);
    expect(states(queue)).toEqual(["a failed"]);
    queue.retry();
    await attempts[8]?.end(stored("a"));
    expect(states(queue)).toEqual(["a stored"]);
  });

  test("goes on at once when the server is heard again", async () => {
    const { attempts, send } = sender();
    const queue = new UploadQueue(send);
    queue.add(files("a"));
    await attempts[0]?.end({ kind: "unreachable" });
    expect(attempts).toHaveLength(1);
    queue.resume();
    expect(attempts).toHaveLength(2);
  });

  test("keeps files until somebody has signed in", async () => {
    const { attempts, send } = sender();
    const queue = new UploadQueue(send);
    queue.add(files("a"));
    await attempts[0]?.end({ kind: "signedOut" });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(attempts).toHaveLength(1);
    expect(queue.snapshot().hold).toBe("signedOut");
    queue.resume();
    await attempts[1]?.end(stored("a"));
    expect(states(queue)).toEqual(["a stored"]);
  });

  test("takes back what is not stored yet", async () => {
    const { attempts, send, names } = sender();
    const queue = new UploadQueue(send);
    queue.add(files("a", "b", "c", "d", "e"));
    await attempts[0]?.end(stored("a"));
    queue.cancel(queue.snapshot().uploads[1]?.id);
    await vi.advanceTimersByTimeAsync(200);
    expect(attempts[1]?.signal.aborted).toBe(true);
    expect(names()).toEqual(["a", "b", "c", "d", "e"]);
    queue.cancel();
    await vi.advanceTimersByTimeAsync(200);
    expect(states(queue)).toEqual(["a stored"]);
    expect(queue.isBusy()).toBe(false);
    queue.clear();
    await vi.advanceTimersByTimeAsync(200);
    expect(queue.snapshot().uploads).toEqual([]);
  });

  test("follows the reading of what is stored", async () => {
    const { attempts, send } = sender();
    const queue = new UploadQueue(send);
    queue.add(files("a", "b"));
    await attempts[0]?.end(stored("image a"));
    await attempts[1]?.end(stored("image b"));
    queue.noteReading("image a", "read", null);
    queue.noteReading("image b", "refused", "COLOUR_IMAGE");
    queue.noteReading("image of somebody else", "read", null);
    await vi.advanceTimersByTimeAsync(200);
    expect(queue.snapshot().uploads).toMatchObject([
      { reading: "read", reason: null, study: "study of image a" },
      { reading: "refused", reason: { code: "COLOUR_IMAGE" } },
    ]);
  });

  test("tells of ten thousand files in a few tellings", async () => {
    const send: Send = async (file) => stored(file.name);
    const queue = new UploadQueue(send);
    let told = 0;
    queue.subscribe(() => told++);
    queue.add(files(...Array.from({ length: 10_000 }, (_, number) => `file ${number}`)));
    while (queue.isBusy()) await vi.advanceTimersByTimeAsync(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(queue.snapshot().uploads.every(({ state }) => state === "stored")).toBe(true);
    expect(told).toBeLessThan(1000);
  });
});
