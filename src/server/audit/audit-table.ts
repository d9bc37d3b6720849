import type { Kysely, Selectable } from "kysely";
import type { AuditTable, Tables } from "../store/tables.ts";
import type { AuditRow } from "./chain.ts";

/** Rows that are in memory at a time. */
const BATCH = 1_000;

/** The last entry; null if there is none. */
export async function lastRow(
  queries: Kysely<Tables>,
): Promise<{ readonly sequence: bigint; readonly mac: string } | null> {
  const row = await queries
    .selectFrom("audit")
    .select(["sequence", "mac"])
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? { sequence: BigInt(row.sequence), mac: row.mac } : null;
}

/** The chain's mac at an entry; null if there is no such entry. */
export async function macAt(queries: Kysely<Tables>, sequence: bigint): Promise<string | null> {
  const row = await queries
    .selectFrom("audit")
    .select("mac")
    .where("sequence", "=", sequence.toString())
    .executeTakeFirst();
  return row?.mac ?? null;
}

/** All entries, in order, a batch at a time. */
export async function* readRows(queries: Kysely<Tables>): AsyncGenerator<AuditRow> {
  let query = queries.selectFrom("audit").selectAll().orderBy("sequence").limit(BATCH);
  for (;;) {
    const rows = await query.execute();
    yield* rows.map(rowOf);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    query = queries
      .selectFrom("audit")
      .selectAll()
      .where("sequence", ">", last.sequence)
      .orderBy("sequence")
      .limit(BATCH);
  }
}

function rowOf(row: Selectable<AuditTable>): AuditRow {
  return {
    ...row,
    sequence: BigInt(row.sequence),
    detail: row.detail as Readonly<Record<string, unknown>>,
  };
}
