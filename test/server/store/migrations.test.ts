import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KEPT_TABLES } from "../../../src/server/operation/backup/kept-tables.ts";
import { appliedMigrations } from "../../../src/server/store/applied-migrations.ts";
import {
  connectDatabase,
  type Database,
  migrate,
  openDatabase,
} from "../../../src/server/store/database.ts";

let folder = "";
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-migrations-"));
  database = await connectDatabase({ folder: join(folder, "database") });
});

afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Every table, column, index, trigger and function of ours. */
async function schema(): Promise<unknown> {
  const { rows } = await database.run(`
    select table_name, column_name, data_type, is_nullable, column_default
    from information_schema.columns where table_schema = 'public' order by 1, 2`);
  const { rows: indexes } = await database.run(
    "select indexdef from pg_indexes where schemaname = 'public' order by 1",
  );
  const { rows: triggers } = await database.run(
    "select tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1",
  );
  return { rows, indexes, triggers };
}

test("migrations can be made one after the other, and run again without changing anything", async () => {
  expect(await appliedMigrations(database)).toEqual([]);
  await migrate(database, "001-first-tables");
  expect(await appliedMigrations(database)).toEqual(["001-first-tables"]);
  await database.run(
    "insert into audit (sequence, time, actor, action, detail, mac) values (1, now(), 'a', 'b', '{}', 'c')",
  );
  await migrate(database);
  const names = await appliedMigrations(database);
  expect(names.length).toBeGreaterThan(1);
  const before = await schema();
  await migrate(database);
  await database.close();
  database = await openDatabase({ folder: join(folder, "database") });
  expect(await appliedMigrations(database)).toEqual(names);
  expect(await schema()).toEqual(before);
  const { rows } = await database.run("select mac from audit");
  expect(rows).toEqual([{ mac: "c" }]);
});

test("a backup holds every table but sessions, each after those that its rows name", async () => {
  const { rows } = await database.run(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_name !~ '^kysely_'",
  );
  const tables = rows.map(({ name }) => String(name)).filter((name) => name !== "session");
  expect([...KEPT_TABLES].sort()).toEqual(tables.sort());
  const { rows: keys } = await database.run(
    "select conrelid::regclass::text as one, confrelid::regclass::text as other from pg_constraint where contype = 'f'",
  );
  const order: readonly string[] = KEPT_TABLES;
  for (const { one, other } of keys) {
    if (one === "session") continue;
    expect(order.indexOf(String(other))).toBeLessThan(order.indexOf(String(one)));
  }
});

test("tables of a later version are refused, and left as they are", async () => {
  await database.run("insert into kysely_migration (name, timestamp) values ('999-later', 'now')");
  await expect(migrate(database)).rejects.toMatchObject({ code: "STORE_NEWER" });
  expect((await appliedMigrations(database)).at(-1)).toBe("999-later");
});
