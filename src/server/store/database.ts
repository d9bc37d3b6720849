import { Kysely, Migrator, PostgresDialect } from "kysely";
import pg from "pg";
import { openEmbeddedDatabase } from "./embedded-database.ts";
import { StoreError } from "./errors.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import type { Tables } from "./tables.ts";

/** Connections to a PostgreSQL server that one process holds. */
const CONNECTIONS = 8;

/** Where metadata is kept. */
export interface Database {
  /** Queries. In a transaction use the transaction alone: the embedded database has one connection. */
  readonly queries: Kysely<Tables>;
  /** Plain SQL, for what brings its own. */
  readonly run: (
    text: string,
    values?: readonly unknown[],
  ) => Promise<{ readonly rows: Record<string, unknown>[] }>;
  readonly kind: "embedded" | "server";
  readonly close: () => Promise<void>;
}

/** Where the database is: in a folder of our own, or a PostgreSQL server. */
export type DatabasePlace = { readonly folder: string } | { readonly url: string };

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws StoreError STORE_UNUSABLE if it cannot be reached, STORE_NEWER if a later version has been at it.
 */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  const database = await connectDatabase(place);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Opens the database as it is. Both kinds speak through the same driver, so the same SQL runs on both.
 *
 * @throws StoreError STORE_UNUSABLE if the embedded one cannot be opened; a server is asked with the first query.
 */
export async function connectDatabase(place: DatabasePlace): Promise<Database> {
  const embedded = "folder" in place ? await openEmbeddedDatabase(place.folder) : null;
  const pool = new pg.Pool(
    embedded
      ? { user: "postgres", database: "postgres", max: 1, stream: () => embedded.connect() }
      : { connectionString: "url" in place ? place.url : "", max: CONNECTIONS },
  );
  // A connection that is lost while nobody uses it: the next query opens another, or fails and says so.
  pool.on("error", () => {});
  // One that is lost while somebody has it, between two queries: the next query fails and says so.
  pool.on("connect", (client) => client.on("error", () => {}));
  const queries = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await queries.destroy();
    await embedded?.close();
  };
  return {
    queries,
    run: async (text, values) => pool.query(text, values ? [...values] : undefined),
    kind: embedded ? "embedded" : "server",
    close,
  };
}

/**
 * Runs the migrations that have not run; several processes may try at once.
 *
 * @param last name of the migration to go to, for tables as an earlier version had them; null: all.
 * @throws StoreError STORE_UNUSABLE, STORE_NEWER.
 */
export async function migrate({ queries }: Database, last: string | null = null): Promise<void> {
  const migrator = new Migrator({
    db: queries,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  });
  const { error } =
    last === null ? await migrator.migrateToLatest() : await migrator.migrateTo(last);
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : String(error);
  if (reason.includes("previously executed migration")) {
    throw new StoreError(
      "STORE_NEWER",
      "the database was last used by a later version of Thorascope. Start that version, or restore a backup of this one.",
      {},
      { cause: error },
    );
  }
  throw new StoreError(
    "STORE_UNUSABLE",
    `the database cannot be opened (${reason}). Check that it runs and that DATABASE_URL is right.`,
    { reason },
    { cause: error },
  );
}
