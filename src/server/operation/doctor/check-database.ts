import { sql } from "kysely";
import type { ServerConfig } from "../../config/index.ts";
import { appliedMigrations } from "../../store/applied-migrations.ts";
import { unusedEmbedded } from "../../store/beside-database.ts";
import type { Database } from "../../store/database.ts";
import { MIGRATIONS } from "../../store/migrations/index.ts";
import { type Finding, fine, warning, wrong } from "./finding.ts";

/** Whether an embedded database lies beside the PostgreSQL server that is used. */
export async function checkUnused(
  config: Pick<ServerConfig, "dataFolder" | "databaseUrl">,
): Promise<readonly Finding[]> {
  const folder = await unusedEmbedded(config);
  if (folder === null) return [];
  return [
    warning(
      "database",
      `a PostgreSQL server is used, but ${folder} is an embedded database: what was done without DATABASE_URL went there.`,
      "Do again with DATABASE_URL what is missing, e.g. add the accounts; then move that folder away.",
    ),
  ];
}

/** Whether the database's tables are those of this version. */
export async function checkMigrations(database: Database): Promise<Finding> {
  const applied = await appliedMigrations(database);
  const { rows } = await sql<{ version: string }>`
    select split_part(version(), ' ', 2) as version`.execute(database.queries);
  const kind = `${database.kind === "embedded" ? "embedded" : "server"}, PostgreSQL ${rows[0]?.version}`;
  const known = Object.keys(MIGRATIONS);
  const later = applied.filter((name) => !known.includes(name));
  if (later.length > 0) {
    return wrong(
      "database",
      `a later version of Thorascope has changed its tables (${later.join(", ")}).`,
      "Run that version, or restore a backup of before into another folder.",
    );
  }
  const due = known.filter((name) => !applied.includes(name));
  if (due.length === 0) return fine("database", `${kind}; its tables are up to date.`);
  return warning(
    "database",
    `${kind}; ${due.length} of ${known.length} changes of its tables have not been made.`,
    "The server makes them when it starts. Make a backup before.",
  );
}

/** Milliseconds by which clocks may differ. */
const APART = 60_000;

/** Before this Thorascope had no server. */
const EARLIEST = Date.UTC(2025, 0, 1);

/** Whether the clock of this machine can be right. */
export async function checkClock(database: Database | null, now: Date): Promise<Finding> {
  const cure = "Set the clock of this machine, and have it kept right (NTP).";
  if (now.getTime() < EARLIEST) return wrong("clock", `it is not ${now.toISOString()}.`, cure);
  if (database === null) return fine("clock", now.toISOString());
  if (database.kind === "server") {
    const { rows } = await sql<{ now: Date }>`select now()`.execute(database.queries);
    const apart = Math.abs((rows[0]?.now.getTime() ?? 0) - Date.now());
    if (apart > APART) {
      return warning(
        "clock",
        `it and the database server's are ${Math.round(apart / 1000)} seconds apart.`,
        "Have the clocks of both machines kept right (NTP).",
      );
    }
  }
  const { rows } = await sql<{ last: Date | null }>`
    select max(time) as last from audit`.execute(database.queries);
  const last = rows[0]?.last ?? null;
  if (last !== null && last.getTime() > now.getTime() + APART) {
    return wrong(
      "clock",
      `the audit log has an entry of ${last.toISOString()}, later than now.`,
      cure,
    );
  }
  return fine("clock", now.toISOString());
}
