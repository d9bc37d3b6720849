import { type Kysely, sql } from "kysely";

/**
 * The names of a reading's findings that are positive and not borderline, as a column of its own: what comes first
 * in a list depends on them.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table reading add column clear jsonb not null generated always as (
      jsonb_path_query_array(
        content::jsonb, '$.findings[*] ? (@.positive == true && !(@.borderline == true)).finding')
    ) stored`.execute(database);
}
