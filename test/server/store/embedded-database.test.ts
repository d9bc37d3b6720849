import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
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
