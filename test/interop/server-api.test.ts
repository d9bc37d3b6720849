import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEventStream } from "../../src/server/http/events/event-stream.ts";
import { ImageEvents } from "../../src/server/http/events/image-events.ts";
import { openDatabase } from "../../src/server/store/database.ts";
import { until } from "../server/http/test-server.ts";
import { listCases } from "../server/studies/list-cases.ts";
import { addStudy, idOf } from "../server/studies/made-up-studies.ts";
import { startPostgresql, type TestServer } from "./postgresql.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startPostgresql();
});
afterAll(() => server?.stop());

listCases("PostgreSQL", async () => ({ url: await server.database() }));

test("a change that was begun before another and is committed after it is heard, in each process", async () => {
  const url = await server.database();
  const databases = [await openDatabase({ url }), await openDatabase({ url })] as const;
  const events = databases.map(({ queries }) => new ImageEvents(queries));
  const slow = new pg.Client({ connectionString: url });
  await slow.connect();
  try {
    const study = await addStudy(databases[0].queries, { name: "study" });
    const texts = ["", ""];
    for (const [index, one] of events.entries()) {
      (await openEventStream(one, null)).on("data", (part) => {
        texts[index] += part;
      });
    }
    await slow.query("begin");
    const { rows } = await slow.query(
      "insert into image (id, study_id, file_name, bytes) values ($1, $2, 'x', 1) returning revision",
      [idOf("slow"), study],
    );
    const quick = await addStudy(databases[1].queries, { name: "quick" });
    await until(async () => texts.every((text) => text.includes(quick)));
    const { rows: after } = await slow.query("select max(revision) as revision from image");
    expect(Number(after[0].revision)).toBeGreaterThan(Number(rows[0].revision));
    expect(texts.join("")).not.toContain(idOf("slow"));
    // Whoever leaves now and comes back must not miss it either.
    const ids = [...(texts[0] ?? "").matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));
    await slow.query("commit");
    await until(async () => texts.every((text) => text.includes(idOf("slow"))));
    const [first] = events;
    const again = await openEventStream(first as ImageEvents, ids.at(-1) ?? 0);
    expect(String(again.read())).toContain(idOf("slow"));
    again.destroy();
  } finally {
    for (const one of events) await one.close();
    await slow.end();
    for (const database of databases) await database.close();
  }
});
