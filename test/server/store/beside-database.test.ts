import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabaseOf } from "../../../src/server/open-database-of.ts";
import { unusedEmbedded } from "../../../src/server/store/beside-database.ts";

const URL = "postgresql://reader@127.0.0.1:1/thorascope";

let dataFolder: string;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "thorascope-beside-"));
});

afterEach(() => rm(dataFolder, { recursive: true }));

test("no embedded database is made beside files whose rows are elsewhere", async () => {
  const first = join(dataFolder, "objects", "ab");
  await mkdir(first, { recursive: true });
  await writeFile(join(first, "c".repeat(62)), "");
  await expect(openDatabaseOf({ dataFolder, databaseUrl: null })).rejects.toMatchObject({
    code: "STORE_UNUSABLE",
    message: expect.stringContaining("Set DATABASE_URL"),
  });
  expect(existsSync(join(dataFolder, "database"))).toBe(false);
});

test("an embedded database is known for unused only beside a PostgreSQL server", async () => {
  expect(await unusedEmbedded({ dataFolder, databaseUrl: URL })).toBeNull();
  const folder = join(dataFolder, "database");
  await mkdir(folder);
  expect(await unusedEmbedded({ dataFolder, databaseUrl: URL })).toBe(folder);
  expect(await unusedEmbedded({ dataFolder, databaseUrl: null })).toBeNull();
});
