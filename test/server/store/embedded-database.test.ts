import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../../src/server/store/database.ts";
import { openEmbeddedDatabase } from "../../../src/server/store/embedded-database.ts";

test("once its thread has ended, connections fail rather than wait for ever", async () => {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-embedded-"));
  const database = await openEmbeddedDatabase(folder);
  await database.close();
  const connection = database.connect();
  const [error] = await once(connection, "error");
  expect(error).toMatchObject({ code: "STORE_UNUSABLE" });
  await database.close();
  await rm(folder, { recursive: true });
});

test("answers are not kept: memory does not grow with what was asked", async () => {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-embedded-"));
  const database = await openDatabase({ folder });
  const ask = async (times: number) => {
    for (let time = 0; time < times; time++) {
      const { rows } = await database.run("select repeat('x', 1000000) as text");
      expect(rows[0]?.text).toHaveLength(1_000_000);
    }
  };
  await ask(100);
  const before = process.memoryUsage().rss;
  await ask(500);
  // All answers together are 500 MB.
  expect(process.memoryUsage().rss - before).toBeLessThan(250e6);
  await database.close();
  await rm(folder, { recursive: true });
}, 60_000);
