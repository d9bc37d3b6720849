import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { translateDatabaseError } from "../../src/server/http/problem/database-problems.ts";
import { openDatabase } from "../../src/server/store/database.ts";
import { startTestServer } from "../server/http/test-server.ts";
import { startPostgresql, type TestServer } from "./postgresql.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startPostgresql();
});

afterAll(async () => {
  await server?.stop();
});

test("a connection that is cut in the middle of a transaction fails that transaction, and nothing else", async () => {
  const uncaught: unknown[] = [];
  const remember = (error: unknown) => uncaught.push(error);
  process.on("uncaughtException", remember);
  const url = await server.database();
  const database = await openDatabase({ url });
  const other = await openDatabase({ url });
  const cut = database.queries.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
      transaction,
    );
    await transaction
      .insertInto("study")
      .values({ id: "a".repeat(64) })
      .execute();
    await other.run("select pg_terminate_backend($1)", [rows[0]?.pid]);
    // The client is told while it asks nothing.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await sql`select 1`.execute(transaction);
  });
  await expect(cut).rejects.toThrow();
  expect((await database.run("select count(*)::int as count from study")).rows).toEqual([
    { count: 0 },
  ]);
  process.off("uncaughtException", remember);
  expect(uncaught).toEqual([]);
  await database.close();
  await other.close();
});

test("a database server that stops is an outage to whoever is at work, and to those who come", async () => {
  const own = await startPostgresql();
  const database = await openDatabase({ url: await own.database() });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (error: unknown) => translateDatabaseError(error)?.code ?? error,
    );
  const atWork = database.queries.transaction().execute(async (transaction) => {
    await sql`select 1`.execute(transaction);
    await own.stop();
    await sql`select 1`.execute(transaction);
  });
  expect(await codeOf(atWork)).toBe("STORE_UNUSABLE");
  expect(await codeOf(database.run("select 1"))).toBe("STORE_UNUSABLE");
  await database.close();
});

test("a server that uses PostgreSQL says that an embedded database lies in its data folder", async () => {
  const databaseUrl = await server.database();
  const served = await startTestServer((config) => {
    mkdirSync(join(config.dataFolder, "database"));
    return { ...config, databaseUrl, reading: { ...config.reading, threads: 0 } };
  });
  await served.stop();
  expect(served.log.join("")).toContain("an embedded database that is not used");
});
