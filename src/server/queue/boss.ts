import { CompiledQuery, sql, type Transaction } from "kysely";
import PgBoss from "pg-boss";
import type { Database } from "../store/database.ts";
import type { Tables } from "../store/tables.ts";

/** Readings to be made. */
export const READ = "read";

/** Readings that were tried often enough, with the reason. */
export const GIVEN_UP = "read-given-up";

/** Waiting jobs are never thrown away: pg-boss does so after a while that can't be left out. */
const RETENTION_MINUTES = 20 * 365 * 24 * 60;

/** Seconds before the first new try; each further wait is about twice as long. */
const RETRY_SECONDS = 2;

/**
 * A process that reads says every few seconds that it is still there. One that has not for so long is taken for
 * dead, and what it had in hand is given to others.
 */
export const LEASE_SECONDS = 20;

/** Runs pg-boss's statements in a transaction, so that jobs are there exactly if the transaction's rows are. */
export function within(transaction: Transaction<Tables>): PgBoss.Db {
  return {
    executeSql: async (text: string, values: readonly unknown[] = []) => ({
      rows: [...(await transaction.executeQuery(CompiledQuery.raw(text, [...values]))).rows],
    }),
  };
}

/** PostgreSQL's advisory lock under which processes that start at once make pg-boss's tables one after the other. */
const LOCK = 7_240_113_518;

/** Starts pg-boss on a database, with our queues in it. */
export async function startBoss(database: Database, retries: number): Promise<PgBoss> {
  // An embedded database has one connection, and nobody else.
  if (database.kind === "embedded") return start(database, retries);
  return database.queries.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${LOCK})`.execute(connection);
    try {
      return await start(database, retries);
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection);
    }
  });
}

async function start(database: Database, retries: number): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values: unknown[]) => database.run(text, values) },
    // No jobs by the clock, and the leases are watched by whoever reads.
    schedule: false,
  });
  // What fails in its background is tried again by itself a moment later.
  boss.on("error", () => {});
  await boss.start();
  const common = { retentionMinutes: RETENTION_MINUTES };
  const read = {
    ...common,
    retryLimit: retries,
    retryDelay: RETRY_SECONDS,
    retryBackoff: true,
    expireInSeconds: LEASE_SECONDS,
    deadLetter: GIVEN_UP,
  };
  await boss.createQueue(GIVEN_UP, { name: GIVEN_UP, ...common });
  await boss.createQueue(READ, { name: READ, ...read });
  // Where the queue was there already, it may be of another configuration.
  await boss.updateQueue(READ, { name: READ, ...read });
  return boss;
}
