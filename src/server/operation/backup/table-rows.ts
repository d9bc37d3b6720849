import { sql, type Transaction } from "kysely";
import type { Tables } from "../../store/tables.ts";
import { type KeptTable, keyOf } from "./kept-tables.ts";

/** Rows that one query gives or takes: with a table's columns below the 65,535 parameters of a query. */
const AT_ONCE = 200;

/** Bytes of text after which rows begin a new part. */
const PART_BYTES = 4 << 20;

/** A row as text: PostgreSQL's own, which gives every value back exactly; null for SQL's null. */
export type TextRow = readonly (string | null)[];

/** Has times and numbers written in one way, whatever the server's settings. */
export async function fixTextForms(transaction: Transaction<Tables>): Promise<void> {
  await sql`set local timezone to 'UTC'`.execute(transaction);
  await sql`set local datestyle to 'ISO, YMD'`.execute(transaction);
  await sql`set local extra_float_digits to 1`.execute(transaction);
}

/** Names of a table's columns, in their order, without those that the database computes from others. */
export async function columnsOf(
  transaction: Transaction<Tables>,
  table: KeptTable,
): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped and attgenerated = ''
    order by attnum`.execute(transaction);
  return rows.map(({ name }) => name);
}

/** Rows of a table as pieces of lines of JSON, each of some MiB at most. */
export async function* rowPieces(
  transaction: Transaction<Tables>,
  table: KeptTable,
  columns: readonly string[],
): AsyncGenerator<{ readonly text: string; readonly rows: number }> {
  const texts = columns.map((column) => sql`${sql.ref(`${table}.${column}`)}::text`);
  await sql`declare backup_rows no scroll cursor for
    select json_build_array(${sql.join(texts)})::text as line
    from ${sql.table(table)} order by ${sql.ref(`${table}.${keyOf(table)}`)}`.execute(transaction);
  let lines: string[] = [];
  let length = 0;
  for (;;) {
    const { rows } = await sql<{ line: string }>`
      fetch ${sql.raw(String(AT_ONCE))} from backup_rows`.execute(transaction);
    for (const { line } of rows) {
      lines.push(`${line}\n`);
      length += line.length;
    }
    if (lines.length > 0 && (length > PART_BYTES || rows.length < AT_ONCE)) {
      yield { text: lines.join(""), rows: lines.length };
      lines = [];
      length = 0;
    }
    if (rows.length < AT_ONCE) break;
  }
  await sql`close backup_rows`.execute(transaction);
}

/** Puts rows in exactly as they were. */
export async function insertRows(
  transaction: Transaction<Tables>,
  table: KeptTable,
  columns: readonly string[],
  rows: readonly TextRow[],
): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const values = rows.slice(start, start + AT_ONCE).map((row) => sql`(${sql.join([...row])})`);
    await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(
      transaction,
    );
  }
}

/** The rows of a part; null where it holds anything else. */
export function parseRows(text: string, columns: number): TextRow[] | null {
  const rows: TextRow[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const row = parseRow(line);
    if (row === null || row.length !== columns) return null;
    rows.push(row);
  }
  return rows;
}

function parseRow(line: string): TextRow | null {
  try {
    const row: unknown = JSON.parse(line);
    const isRow =
      Array.isArray(row) && row.every((value) => value === null || typeof value === "string");
    return isRow ? row : null;
  } catch {
    return null;
  }
}
