import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pino } from "pino";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import { auditPlaceOf, openAuditLog } from "../../../src/server/audit/index.ts";
import { openIntake } from "../../../src/server/intake/intake.ts";
import type { RestoreOptions } from "../../../src/server/operation/index.ts";
import type { Database } from "../../../src/server/store/database.ts";
import type { Store } from "../../../src/server/store/open-store.ts";
import { startWorker } from "../../../src/server/worker/start-worker.ts";
import { inPieces, UPLOADS } from "../files.ts";
import type { TestPlace } from "../places.ts";
import { settled } from "../worker/settled.ts";

export const SAMPLES = resolve(import.meta.dirname, "../../../samples");

/** A number that JavaScript's cannot hold. */
const BEYOND_DOUBLE = "9007199254740993";

/** A test place as backups take it. */
export function keptConfig({ config }: TestPlace): RestoreOptions["config"] {
  return { ...config, audit: { keyFile: null, headFile: null } };
}

/** Reads all that waits. */
export async function readAll(place: TestPlace, store: Store): Promise<void> {
  const log = pino({ level: "silent" });
  const audit = await openAuditLog(auditPlaceOf(keptConfig(place), store.database), () => {});
  const config = { model: null, reading: { threads: 1, seconds: 120 } };
  const worker = await startWorker(store, config, audit, log);
  await settled(store);
  await worker.stop(60);
  await audit.close();
}

/**
 * Fills a store so that no table is empty: one image is read, one waits, one is as if it was being read.
 */
export async function fill(place: TestPlace, store: Store): Promise<void> {
  const { database } = store;
  await database.run("select setval('image_revision', $1::bigint)", [BEYOND_DOUBLE]);
  await take(place, store, "synthetic-05-effusion.dcm");
  await readAll(place, store);
  await take(place, store, "synthetic-02-nodule.png");
  await take(place, store, "synthetic-01-normal.png");
  await store.queue.take();
  const time = "2026-01-02 03:04:05.678901+00";
  const account = randomUUID();
  const { rows } = await database.run("select id, image_id from reading");
  const { id: reading, image_id: image } = rows[0] ?? {};
  const statements: readonly (readonly [string, readonly unknown[]])[] = [
    [
      "insert into account (id, name, password_hash, role, locked_until) values ($1, $2, 'scrypt$x', 'admin', $3)",
      [account, 'Ä "quoted"\nname', time],
    ],
    [
      "insert into session (id, account_id, csrf_token, expires_at) values ('s', $1, 'c', $2)",
      [account, time],
    ],
    [
      "insert into token (account_id, name, hash, role, last_used_at) values ($1, 't', 'h', 'reader', $2)",
      [account, time],
    ],
    [
      "insert into feedback (image_id, reading_id, kind, box, text, created_by, created_at) values ($1, $2, 'missed', '[1, 2.5, 3, 4e3]', $3, $4, $5)",
      [image, reading, "line\nline\u2028\ttab \\ 'quote'", account, time],
    ],
    [
      "insert into report (study_id, edition, impression, language) select study_id, 1, 'No finding.', 'en' from image where id = $1",
      [image],
    ],
    ["update image set updated_at = $1 where status = 'read'", [time]],
  ];
  for (const [statement, values] of statements) await database.run(statement, values);
}

async function take(place: TestPlace, store: Store, fileName: string): Promise<void> {
  const audit = await openAuditLog(auditPlaceOf(keptConfig(place), store.database), () => {});
  const intake = openIntake(store, UPLOADS, audit);
  const source = inPieces(await readFile(join(SAMPLES, fileName)), 65_536);
  await intake.take({ source, fileName }, LOCAL_ACTOR);
  await intake.close();
  await audit.close();
}

/**
 * Every row of every table there is, but sessions, migrations, and the last `less` entries of the audit log; of
 * images that are not settled, without what a new job changes.
 */
export async function contentOf(
  database: Database,
  less: number,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  await database.run("set timezone to 'UTC'");
  const { rows: tables } = await database.run(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_name !~ '^(kysely_|session)' order by 1",
  );
  const content: Record<string, readonly unknown[]> = {};
  for (const { name } of tables) {
    const { rows } = await database.run(`select row.*::text as text from ${name} row order by 1`);
    content[String(name)] = rows.map(({ text }) => text);
  }
  const { rows: images } = await database.run(
    "select id, study_id, file_name, bytes, anyway, created_at::text, case status when 'reading' then 'queued' else status end as status, case when status in ('queued', 'reading') then null else revision::text end as revision from image order by id",
  );
  content.image = images;
  const { rows: audit } = await database.run(
    "select row.*::text as text from audit row where sequence <= (select max(sequence) from audit) - $1 order by sequence",
    [less],
  );
  content.audit = audit.map(({ text }) => text);
  return content;
}
