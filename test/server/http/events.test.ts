import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEventStream } from "../../../src/server/http/events/event-stream.ts";
import { ImageEvents } from "../../../src/server/http/events/image-events.ts";
import { type Database, openDatabase } from "../../../src/server/store/database.ts";
import { addStudy, idOf } from "../studies/made-up-studies.ts";
import { SAMPLES, startTestServer, type TestServer, until } from "./test-server.ts";

/** Reads a stream of events, until it is left. */
class EventReader {
  readonly events: { id: string; event: string; data: { image: string; status: string } }[] = [];
  lastId = "";
  isEnded = false;
  readonly #controller = new AbortController();

  constructor(server: TestServer, lastId?: string) {
    const headers: Record<string, string> = lastId === undefined ? {} : { "last-event-id": lastId };
    void this.#read(server, headers);
  }

  async #read(server: TestServer, headers: Record<string, string>): Promise<void> {
    try {
      const { signal } = this.#controller;
      const answer = await server.ask("/api/events", { headers, signal });
      expect(answer.headers.get("content-type")).toBe("text/event-stream");
      let text = "";
      for await (const part of answer.body ?? []) {
        text += Buffer.from(part).toString();
        for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
          this.#take(text.slice(0, end));
          text = text.slice(end + 2);
        }
      }
    } catch {
      // It was left.
    }
    this.isEnded = true;
  }

  #take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
    this.lastId = field("id") ?? this.lastId;
    const data = field("data");
    if (data === undefined) return;
    this.events.push({
      id: this.lastId,
      event: field("event") ?? "message",
      data: JSON.parse(data),
    });
  }

  leave(): void {
    this.#controller.abort();
  }
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const imageOf = async (answer: Response) => {
  const { studies } = (await answer.json()) as { studies: [{ images: [{ id: string }] }] };
  return studies[0].images[0].id;
};

test("who listens hears of an upload until it is read; who comes back hears what was missed", async () => {
  const reader = new EventReader(server);
  await until(async () => reader.lastId !== "");
  const first = await imageOf(await server.send(`${SAMPLES}/synthetic-01-normal.png`));
  const statusesOf = (events: EventReader["events"], image: string) =>
    events.flatMap(({ data }) => (data.image === image ? [data.status] : []));
  await until(async () => statusesOf(reader.events, first).includes("read"));
  for (const { event, data } of reader.events) {
    expect(event).toBe("image");
    expect(Object.keys(data).sort()).toEqual(["errorCode", "image", "status", "study"]);
  }
  reader.leave();
  await until(async () => reader.isEnded);

  const second = await imageOf(await server.send(`${SAMPLES}/synthetic-02-nodule.png`));
  await until(async () => (await server.json(`/api/images/${second}`)).status === "read");
  const again = new EventReader(server, reader.lastId);
  await until(async () => statusesOf(again.events, second).includes("read"));
  again.leave();

  const fresh = new EventReader(server);
  await until(async () => fresh.lastId !== "");
  expect(fresh.events).toEqual([]);
  fresh.leave();

  const foreign = new EventReader(server, "999999999");
  await until(async () => foreign.events.length > 0);
  expect(foreign.events[0]?.event).toBe("reset");
  foreign.leave();
});

test("a stream ends when the server stops", async () => {
  const other = await startTestServer((config) => ({
    ...config,
    reading: { ...config.reading, threads: 0 },
  }));
  const reader = new EventReader(other);
  await until(async () => reader.lastId !== "");
  await other.stop();
  await until(async () => reader.isEnded);
});

test("a change that is committed after a later one is heard, and heard again after a break before it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-events-"));
  const database: Database = await openDatabase({ folder });
  const events = new ImageEvents(database.queries);
  try {
    const early = await addStudy(database.queries, { name: "early" });
    const { rows } = await database.run("select revision from image");
    const lower = String(rows[0]?.revision);
    const stream = await openEventStream(events, null);
    let text = "";
    stream.on("data", (part) => {
      text += part;
    });
    const late = await addStudy(database.queries, { name: "late" });
    await until(async () => text.includes(late));
    // What a transaction would do that took its number early and is done late.
    await database.run("delete from image where id = $1", [early]);
    await database.run(
      "insert into image (id, study_id, file_name, bytes, status, revision) values ($1, $2, 'x', 1, 'failed', $3)",
      [idOf("in between"), early, lower],
    );
    await until(async () => text.includes(idOf("in between")));
    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));
    expect(Math.max(...ids)).toBeLessThan(Number(lower));
    stream.destroy();
    const resumed = await openEventStream(events, ids.at(-1) ?? 0);
    const first = String(await new Promise((resolve) => resumed.once("data", resolve)));
    expect(first).toContain(idOf("in between"));
    resumed.destroy();
  } finally {
    await events.close();
    await database.close();
    await rm(folder, { recursive: true });
  }
});
