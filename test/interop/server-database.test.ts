import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../src/server/store/database.ts";
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
