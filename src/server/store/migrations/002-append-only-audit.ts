import { type Kysely, sql } from "kysely";

/**
 * The audit log takes new rows only. Whoever owns the table can take this away again; it keeps programs, and
 * people in a hurry, from changing it without noticing. What was changed on purpose its chain tells.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function audit_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit log takes new rows only';
    end $$`.execute(database);
  await sql`
    create trigger audit_is_append_only before update or delete or truncate on audit
      for each statement execute function audit_is_append_only()`.execute(database);
}
