import { sql } from "kysely";
import type { Database } from "./database.ts";

/** Names of the migrations that have run in a database, in order; none where it has no tables yet. */
export async function appliedMigrations({ queries }: Database): Promise<readonly string[]> {
  const { rows: found } = await sql<{ name: string | null }>`
    select to_regclass('kysely_migration')::text as name`.execute(queries);
  if (found[0]?.name == null) return [];
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name`.execute(queries);
  return rows.map(({ name }) => name);
}
