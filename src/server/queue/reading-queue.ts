import { randomUUID } from "node:crypto";
import { sql, type Transaction } from "kysely";
import type PgBoss from "pg-boss";
import type { Database } from "../store/database.ts";
import type { ImageRow, Tables } from "../store/tables.ts";
import { GIVEN_UP, LEASE_SECONDS, READ, startBoss, within } from "./boss.ts";

/** A reading to make. */
export interface ReadingJob {
  readonly id: string;
  readonly image: Pick<ImageRow, "id" | "study_id" | "file_name" | "anyway">;
}

/** Why a reading could not be made. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** How many readings there are to make. */
export interface QueueCounts {
  /** Including those that are to be tried again. */
  readonly waiting: number;
  readonly active: number;
}

/** What pg-boss keeps with a job; `job` is its own id, which a dead letter needs. */
interface JobData {
  readonly image: string;
  readonly job: string;
}

/** How many given up readings are settled at a time. */
const SETTLED_AT_ONCE = 50;

/**
 * The readings to make, in pg-boss.
 *
 * An image's row and its job change together, in one transaction; every one of them takes the job first and then
 * the image, so that none waits for another that waits for it.
 */
export class ReadingQueue {
  readonly #database: Database;
  readonly #boss: PgBoss;
  readonly #listeners = new Set<() => void>();

  constructor(database: Database, boss: PgBoss) {
    this.#database = database;
    this.#boss = boss;
  }

  /** Adds a reading of an image, whose row the transaction has or makes, and sets the row's job. */
  async send(transaction: Transaction<Tables>, image: string): Promise<void> {
    const job = randomUUID();
    const data: JobData = { image, job };
    await this.#boss.send(READ, data, { id: job, db: within(transaction) });
    await transaction
      .updateTable("image")
      .set({ status: "queued", job_id: job, error_code: null, error_message: null })
      .where("id", "=", image)
      .execute();
  }

  /** Tells those that wait for work in this process, once a transaction that sent some is through. */
  announce(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Calls back on each announcement until the returned function is called. */
  onAnnounced(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes the next reading in hand; null where there is none. */
  async take(): Promise<ReadingJob | null> {
    for (;;) {
      const taken = await this.#database.queries.transaction().execute(async (transaction) => {
        const db = within(transaction);
        const [job] = await this.#boss.fetch<JobData>(READ, { db });
        if (job === undefined) return null;
        const image = await transaction
          .updateTable("image")
          .set({ status: "reading" })
          .where("id", "=", job.data.image)
          .where("job_id", "=", job.id)
          .returning(["id", "study_id", "file_name", "anyway"])
          .executeTakeFirst();
        // A job that its image has forgotten has nothing to do.
        if (image === undefined) await this.#boss.complete(READ, job.id, {}, { db });
        return { id: job.id, image };
      });
      if (taken === null) return null;
      const { id, image } = taken;
      if (image !== undefined) return { id, image };
    }
  }

  /**
   * Ends a reading together with what `record` writes, or not at all.
   *
   * @returns false where the reading was cancelled meanwhile, or another process has it: nothing is written then.
   */
  async finish(
    job: ReadingJob,
    record: (transaction: Transaction<Tables>) => Promise<void>,
  ): Promise<boolean> {
    return this.#database.queries.transaction().execute(async (transaction) => {
      const ended = await sql`
        update pgboss.job set state = 'completed', completed_on = now()
        where name = ${READ} and id = ${job.id} and state = 'active' returning id`.execute(
        transaction,
      );
      if (ended.rows.length === 0) return false;
      const image = await transaction
        .updateTable("image")
        .set({ job_id: null })
        .where("id", "=", job.image.id)
        .where("job_id", "=", job.id)
        .executeTakeFirst();
      if (image.numUpdatedRows === 1n) await record(transaction);
      return image.numUpdatedRows === 1n;
    });
  }

  /** Says why a reading could not be made; it is tried again after a while, or given up. */
  async fail(job: ReadingJob, reason: Failure): Promise<void> {
    await this.#database.queries.transaction().execute(async (transaction) => {
      await this.#boss.fail(READ, job.id, reason, { db: within(transaction) });
      await this.#settle(transaction);
    });
  }

  /** Gives readings back that were not begun in earnest: it does not count as a try. */
  async release(jobs: readonly ReadingJob[]): Promise<void> {
    if (jobs.length === 0) return;
    await this.#database.queries.transaction().execute(async (transaction) => {
      const ids = jobs.map(({ id }) => id);
      await sql`
        update pgboss.job set state = 'created', started_on = null
        where name = ${READ} and id = any(${ids}::uuid[]) and state = 'active'`.execute(
        transaction,
      );
      await this.#settle(transaction);
    });
    this.announce();
  }

  /** Says that readings are still being made; without it they are given to others after `LEASE_SECONDS`. */
  async extend(jobs: readonly ReadingJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const ids = jobs.map(({ id }) => id);
    await sql`
      update pgboss.job set started_on = now()
      where name = ${READ} and id = any(${ids}::uuid[]) and state = 'active'`.execute(
      this.#database.queries,
    );
  }

  /** Gives readings back whose process has died: those that nobody has extended for `LEASE_SECONDS`. */
  async recover(): Promise<void> {
    await this.#boss.expire();
    await this.#database.queries.transaction().execute((transaction) => this.#settle(transaction));
  }

  /** Gives all readings in hand back, where nobody can have any: this process has just opened a store of its own. */
  async recoverAll(): Promise<void> {
    const queries = this.#database.queries;
    await sql`
      update pgboss.job set started_on = now() - interval '1 day'
      where name = ${READ} and state = 'active'`.execute(queries);
    await this.recover();
    await sql`update pgboss.job set start_after = now() where name = ${READ} and state = 'retry'`.execute(
      queries,
    );
  }

  /**
   * Cancels the job of an image within a transaction.
   *
   * @returns false where the image has none.
   */
  async cancel(transaction: Transaction<Tables>, image: string): Promise<boolean> {
    const row = await transaction
      .selectFrom("image")
      .select("job_id")
      .where("id", "=", image)
      .executeTakeFirst();
    const job = row?.job_id ?? null;
    if (job === null) return false;
    await this.#boss.cancel(READ, job, { db: within(transaction) });
    const cancelled = await transaction
      .updateTable("image")
      .set({ status: "cancelled", job_id: null })
      .where("id", "=", image)
      .where("job_id", "=", job)
      .executeTakeFirst();
    return cancelled.numUpdatedRows === 1n;
  }

  async counts(): Promise<QueueCounts> {
    const { rows } = await sql<{ waiting: string; active: string }>`
      select count(*) filter (where state in ('created', 'retry')) as waiting,
        count(*) filter (where state = 'active') as active
      from pgboss.job where name = ${READ} and state <= 'active'`.execute(this.#database.queries);
    const [row] = rows;
    return { waiting: Number(row?.waiting ?? 0), active: Number(row?.active ?? 0) };
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: false });
  }

  /** Brings images in line with jobs that were given back or given up. */
  async #settle(transaction: Transaction<Tables>): Promise<void> {
    const db = within(transaction);
    const letters = await this.#boss.fetch<JobData>(GIVEN_UP, {
      db,
      batchSize: SETTLED_AT_ONCE,
      includeMetadata: true,
    });
    for (const { id, data, output } of letters) {
      const { code, message } = failureOf(output);
      await transaction
        .updateTable("image")
        .set({ status: "failed", job_id: null, error_code: code, error_message: message })
        .where("id", "=", data.image)
        .where("job_id", "=", data.job)
        .execute();
      await this.#boss.complete(GIVEN_UP, id, {}, { db });
    }
    await sql`
      update image set status = 'queued' where status = 'reading' and exists (
        select 1 from pgboss.job
        where name = ${READ} and id = image.job_id and state in ('created', 'retry'))`.execute(
      transaction,
    );
  }
}

/** Opens the queue of readings on a database. */
export async function openReadingQueue(database: Database, retries: number): Promise<ReadingQueue> {
  return new ReadingQueue(database, await startBoss(database, retries));
}

/** The reason that we gave, or pg-boss's, which knows of one only: nobody extended the lease. */
function failureOf(output: unknown): Failure {
  const { code, message } = (output ?? {}) as Partial<Failure>;
  if (typeof code === "string" && typeof message === "string") return { code, message };
  return {
    code: "READING_INTERRUPTED",
    message: `the process that read it ended each time, or did not answer for ${LEASE_SECONDS} seconds. See its log and the machine's memory, then read it again.`,
  };
}
