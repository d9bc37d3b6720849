import { describe, expect, test } from "vitest";
import type { Problem } from "../../src/server/http/problem/problem.ts";
import { ProblemError, UnreachableError } from "../../web/src/api/problem.ts";
import type { Feedback } from "../../web/src/api/types.ts";
import { deliveryAfter } from "../../web/src/study/feedback/delivery-after.ts";
import { opinionOf } from "../../web/src/study/feedback/opinion.ts";
import {
  type Delivery,
  FeedbackOutbox,
  type OutboxEntry,
} from "../../web/src/study/feedback/outbox.ts";

/** A browser's storage; `full`: it takes nothing more. */
class MemoryStorage {
  full = false;
  private readonly kept = new Map<string, string>();
  get length() {
    return this.kept.size;
  }
  key(index: number) {
    return [...this.kept.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (this.full) throw new Error("QuotaExceededError");
    this.kept.set(key, value);
  }
  removeItem(key: string) {
    this.kept.delete(key);
  }
}

/** An outbox whose server and clock a test turns by hand. */
function outboxOn(storage: MemoryStorage) {
  const sent: string[] = [];
  const pauses: number[] = [];
  const clock = { now: Date.parse("2026-11-30T09:00:00.000Z") };
  const server = { answer: (_: OutboxEntry): Delivery => ({ kind: "later" }) };
  let alarm: (() => void) | null = null;
  const outbox = new FeedbackOutbox({
    storage,
    send: async (entry) => {
      sent.push(entry.id);
      return server.answer(entry);
    },
    wait: (milliseconds, then) => {
      pauses.push(milliseconds);
      alarm = then;
    },
    now: () => clock.now,
  });
  const settle = () => new Promise((done) => setTimeout(done));
  const ring = async () => {
    alarm?.();
    await settle();
  };
  return { outbox, sent, pauses, clock, server, settle, ring };
}

function entry(id: string, account: string | null = null): Omit<OutboxEntry, "refused"> {
  const feedback = { kind: "agree", finding: "Mass" } as const;
  return { id, study: "s", image: "i", account, at: `2026-11-30T09:00:0${id}Z`, feedback };
}

function saved({ id, feedback }: OutboxEntry): Delivery {
  const { kind, finding = null, box = null, text = null } = feedback;
  const rest = { createdBy: null, author: null, createdAt: "2026-11-30T09:00:00.000Z" };
  return {
    kind: "saved",
    feedback: { id, image: "i", reading: null, kind, finding, box, text, ...rest },
  };
}

describe("an outbox", () => {
  test("keeps feedback over a reload while the server is away, and sends it under the same id", async () => {
    const storage = new MemoryStorage();
    const before = outboxOn(storage);
    before.outbox.serve(null);
    before.outbox.add(entry("1"));
    await before.settle();
    expect(before.sent).toEqual(["1"]);

    const after = outboxOn(storage);
    expect(after.outbox.snapshot()).toMatchObject([{ id: "1", refused: null }]);
    after.server.answer = saved;
    const received: Feedback[] = [];
    after.outbox.onSaved((_, feedback) => received.push(feedback));
    after.outbox.serve(null);
    await after.settle();
    expect(received).toMatchObject([{ id: "1", kind: "agree", finding: "Mass" }]);
    expect(after.outbox.snapshot()).toEqual([]);
    expect(outboxOn(storage).outbox.snapshot()).toEqual([]);
  });

  test("asks the server less and less often while it is away", async () => {
    const { outbox, pauses, server, sent, settle, ring } = outboxOn(new MemoryStorage());
    outbox.serve(null);
    outbox.add(entry("1"));
    await settle();
    for (let times = 0; times < 7; times++) await ring();
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    server.answer = saved;
    await ring();
    expect(sent).toHaveLength(9);
    expect(outbox.snapshot()).toEqual([]);
  });

  test("holds back what can still be undone, over a reload as well, and sends it afterwards", async () => {
    const storage = new MemoryStorage();
    const before = outboxOn(storage);
    before.outbox.serve(null);
    before.server.answer = saved;
    const notBefore = "2026-11-30T09:00:05.000Z";
    before.outbox.add({ ...entry("1"), notBefore });
    before.outbox.add({ ...entry("2"), notBefore });
    before.outbox.add(entry("3"));
    await before.settle();
    expect(before.sent).toEqual(["3"]);
    expect(before.outbox.undo("1")).toBe(true);

    const after = outboxOn(storage);
    after.server.answer = saved;
    after.clock.now += 2000;
    after.outbox.serve(null);
    await after.settle();
    expect(after.sent).toEqual([]);
    expect(after.pauses).toEqual([3000]);
    after.clock.now += 3000;
    expect(after.outbox.undo("2")).toBe(false);
    await after.ring();
    expect(after.sent).toEqual(["2"]);
    expect(after.outbox.snapshot()).toEqual([]);
  });

  test("does not hold anything back for a clock that was put back", async () => {
    const { outbox, clock, sent, settle } = outboxOn(new MemoryStorage());
    outbox.serve(null);
    clock.now -= 86_400_000;
    outbox.add({ ...entry("1"), notBefore: "2026-11-30T09:00:05.000Z" });
    await settle();
    expect(sent).toEqual(["1"]);
  });

  test("sends nothing in another account's name", async () => {
    const { outbox, server, sent, settle } = outboxOn(new MemoryStorage());
    server.answer = saved;
    outbox.add(entry("1", "anna"));
    await settle();
    expect(sent).toEqual([]);
    outbox.serve("ben");
    outbox.add(entry("2", "ben"));
    await settle();
    expect(sent).toEqual(["2"]);
    outbox.serve("anna");
    await settle();
    expect(sent).toEqual(["2", "1"]);
  });

  test("sends nothing while nobody is signed in, and goes on with whoever comes back", async () => {
    const { outbox, server, sent, settle } = outboxOn(new MemoryStorage());
    server.answer = saved;
    outbox.serve("ann");
    outbox.serve(undefined);
    outbox.add(entry("1", "ann"));
    await settle();
    expect(sent).toEqual([]);
    outbox.serve("ann");
    await settle();
    expect(sent).toEqual(["1"]);
  });

  test("keeps what the server refuses, with the reason, and sends the rest", async () => {
    const { outbox, server, sent, settle } = outboxOn(new MemoryStorage());
    server.answer = (one) => (one.id === "1" ? { kind: "refused", reason: "no part" } : saved(one));
    outbox.serve(null);
    outbox.add(entry("1"));
    outbox.add(entry("2"));
    await settle();
    expect(sent).toEqual(["1", "2"]);
    expect(outbox.snapshot()).toMatchObject([{ id: "1", refused: "no part" }]);
    outbox.discard("1");
    expect(outbox.snapshot()).toEqual([]);
  });

  test("sends what the browser can't store, and says that it would be lost", async () => {
    const storage = new MemoryStorage();
    storage.full = true;
    const { outbox, server, settle, ring } = outboxOn(storage);
    outbox.serve(null);
    outbox.add(entry("1"));
    await settle();
    expect(outbox.snapshot()).toHaveLength(1);
    expect(outbox.isStored("1")).toBe(false);
    server.answer = saved;
    await ring();
    expect(outbox.snapshot()).toEqual([]);
  });
});

test.each([
  [new UnreachableError("HTTP 502"), "later"],
  [problem(503, "SERVER_BUSY"), "later"],
  [problem(500, "UNEXPECTED"), "later"],
  [problem(429, "ACCESS_TOO_MANY"), "later"],
  [problem(401, "ACCESS_LOGIN_NEEDED"), "later"],
  [problem(403, "ACCESS_CSRF"), "later"],
  [problem(403, "ACCESS_FORBIDDEN"), "refused"],
  [problem(400, "FEEDBACK_INVALID"), "refused"],
  [problem(404, "IMAGE_UNKNOWN"), "refused"],
])("after %s feedback is %s", (error, kind) => {
  expect(deliveryAfter(error).kind).toBe(kind);
});

test("the latest opinion counts, and one that waits before one that is saved", () => {
  const said = (kind: "agree" | "disagree" | "comment", finding: "Mass" | "Nodule") =>
    ({ ...savedFeedback(), kind, finding }) satisfies Feedback;
  const opinion = (waiting: readonly OutboxEntry[] = []) =>
    opinionOf(
      "Mass",
      [
        said("agree", "Mass"),
        said("disagree", "Mass"),
        said("agree", "Nodule"),
        said("comment", "Mass"),
      ],
      waiting,
      ({ notBefore }) => notBefore !== undefined,
    );
  const waiting = { ...entry("1"), refused: null };
  expect(opinion()).toEqual({ kind: "disagree", state: "saved" });
  expect(opinion([waiting])).toEqual({ kind: "agree", state: "waiting" });
  expect(opinion([{ ...waiting, notBefore: waiting.at }])).toEqual({
    kind: "agree",
    state: "held",
  });
  expect(opinionOf("Hernia", [said("agree", "Mass")], [], () => false)).toBeNull();
});

function savedFeedback(): Feedback {
  const delivery = saved({ ...entry("1"), refused: null });
  if (delivery.kind !== "saved") throw new Error("it is not saved");
  return delivery.feedback;
}

function problem(status: number, code: string): ProblemError {
  const rest = { type: `/problems#${code}`, title: code, detail: code, instance: "urn:uuid:1" };
  return new ProblemError({ ...rest, status, code, fields: {} } satisfies Problem);
}
