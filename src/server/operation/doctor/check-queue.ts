import { sql } from "kysely";
import { LEASE_SECONDS, READ } from "../../queue/boss.ts";
import type { Database } from "../../store/database.ts";
import { type Finding, fine, warning } from "./finding.ts";

/** Readings that wait, are being made, and were given up. */
export async function checkQueue(database: Database): Promise<readonly Finding[]> {
  const { queries } = database;
  const { rows: found } = await sql<{ there: boolean }>`
    select to_regclass('pgboss.job') is not null as there`.execute(queries);
  const failed = await queries
    .selectFrom("image")
    .select((row) => row.fn.countAll<string>().as("count"))
    .where("status", "=", "failed")
    .executeTakeFirst();
  const given = Number(failed?.count ?? 0);
  const counts = found[0]?.there === true ? await jobCounts(database) : NO_JOBS;
  const { waiting, alive, dead } = counts;
  const findings: Finding[] = [];
  if (dead > 0 && database.kind === "server") {
    findings.push(
      warning(
        "queue",
        `${dead} in the hand of a process that has said nothing for ${LEASE_SECONDS} seconds.`,
        "A server or a worker gives them to others when it runs: start one.",
      ),
    );
  }
  if (waiting > 0 && alive === 0 && database.kind === "server") {
    findings.push(
      warning(
        "queue",
        `${waiting} wait, and nobody reads.`,
        "Start `thorascope worker`, or a server whose reading.threads are more than 0.",
      ),
    );
  }
  if (given > 0) {
    findings.push(
      warning(
        "queue",
        `${given} were given up, with the reason at the image.`,
        "See the reason (GET /api/studies?status=failed), cure it, and have them read again.",
      ),
    );
  }
  const summary = `${waiting} wait, ${alive + dead} ${alive + dead === 1 ? "is" : "are"} being read.`;
  return findings.length > 0 ? findings : [fine("queue", summary)];
}

const NO_JOBS = { waiting: 0, alive: 0, dead: 0 };

async function jobCounts({ queries }: Database): Promise<typeof NO_JOBS> {
  const { rows } = await sql<{ waiting: string; alive: string; dead: string }>`
    select count(*) filter (where state in ('created', 'retry')) as waiting,
      count(*) filter (where state = 'active' and started_on > now() - ${LEASE_SECONDS} * interval '1 second') as alive,
      count(*) filter (where state = 'active' and started_on <= now() - ${LEASE_SECONDS} * interval '1 second') as dead
    from pgboss.job where name = ${READ}`.execute(queries);
  const [row] = rows;
  return {
    waiting: Number(row?.waiting ?? 0),
    alive: Number(row?.alive ?? 0),
    dead: Number(row?.dead ?? 0),
  };
}
