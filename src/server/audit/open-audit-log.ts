import { join } from "node:path";
import { sql, type Transaction } from "kysely";
import type { Actor } from "../actor.ts";
import type { ServerConfig } from "../config/server-config.ts";
import type { Database } from "../store/database.ts";
import type { Tables } from "../store/tables.ts";
import { createAuditKey, readAuditKey } from "./audit-key.ts";
import type { AuditEntry, AuditLog } from "./audit-log.ts";
import { lastRow, macAt } from "./audit-table.ts";
import { canonicalJson } from "./canonical-json.ts";
import { type AuditRecord, BEFORE_FIRST, fingerprintOf, macOf } from "./chain.ts";
import { type AuditHead, readHead, writeHead } from "./head-file.ts";

/** PostgreSQL's advisory lock under which entries are added one after the other, by whichever process. */
const LOCK = 7_240_113_517;

/** Entries that are written together while others were being written. */
const MOST_TOGETHER = 500;

/** Milliseconds by which the head may lag behind, and how often it waits for a transaction to be done. */
const HEAD_DELAY = 200;
const HEAD_TRIES = 50;

/** Where a log's pieces are. */
export interface AuditPlace {
  readonly database: Database;
  readonly keyFile: string;
  readonly headFile: string;
}

/** Where a server's log is. */
export function auditPlaceOf(
  config: Pick<ServerConfig, "audit" | "dataFolder">,
  database: Database,
): AuditPlace {
  return { database, ...auditFilesOf(config) };
}

/** The files of a server's log: the key of its chain, and its head. */
export function auditFilesOf({
  audit,
  dataFolder,
}: Pick<ServerConfig, "audit" | "dataFolder">): Omit<AuditPlace, "database"> {
  return {
    keyFile: audit.keyFile ?? join(dataFolder, "audit.key"),
    headFile: audit.headFile ?? join(dataFolder, "audit.head"),
  };
}

/** A log that is being written. */
export interface OpenAuditLog extends AuditLog {
  /** Writes the head down. Append nothing after it. */
  close(): Promise<void>;
}

/**
 * Opens the audit log; the first time, it makes the key of its chain.
 *
 * @param report is told in words if the log is not as it was left.
 * @throws AuditError AUDIT_KEY_MISSING if there are entries but no key; AUDIT_KEY_INVALID; AUDIT_HEAD_INVALID.
 */
export async function openAuditLog(
  place: AuditPlace,
  report: (problem: string) => void,
  clock: () => Date = () => new Date(),
): Promise<OpenAuditLog> {
  const { database, keyFile, headFile } = place;
  const isNew = (await lastRow(database.queries)) === null && (await readHead(headFile)) === null;
  const key = isNew ? await createAuditKey(keyFile) : await readAuditKey(keyFile);
  const head = new Head(place, fingerprintOf(key), report);
  await head.advance();
  return new Appender(database, key, clock, head);
}

class Appender implements OpenAuditLog {
  readonly #database: Database;
  readonly #key: Uint8Array;
  readonly #clock: () => Date;
  readonly #head: Head;
  #pending: Pending[] = [];
  #writing: Promise<void> | null = null;

  constructor(database: Database, key: Uint8Array, clock: () => Date, head: Head) {
    this.#database = database;
    this.#key = key;
    this.#clock = clock;
    this.#head = head;
  }

  async append(entry: AuditEntry, transaction?: Transaction<Tables>): Promise<void> {
    if (transaction) return this.#add([entry], transaction);
    const written = new Promise<void>((resolve, reject) => {
      this.#pending.push({ entry, resolve, reject });
    });
    this.#writing ??= this.#writePending();
    return written;
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#head.close();
  }

  /** Entries that come while others are written go together: one transaction safeguards them all. */
  async #writePending(): Promise<void> {
    while (this.#pending.length > 0) {
      const some = this.#pending.splice(0, MOST_TOGETHER);
      try {
        await this.#write(some.map(({ entry }) => entry));
        for (const { resolve } of some) resolve();
      } catch {
        // One that cannot be written must not take the others with it.
        for (const { entry, resolve, reject } of some) {
          await this.#write([entry]).then(resolve, reject);
        }
      }
    }
    this.#writing = null;
  }

  async #write(entries: readonly AuditEntry[]): Promise<void> {
    await this.#database.queries
      .transaction()
      .execute((transaction) => this.#add(entries, transaction));
  }

  async #add(entries: readonly AuditEntry[], transaction: Transaction<Tables>): Promise<void> {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    const last = await lastRow(transaction);
    let sequence = last?.sequence ?? 0n;
    let mac = last?.mac ?? BEFORE_FIRST;
    const rows = entries.map((entry) => {
      sequence += 1n;
      const record = recordOf(entry, sequence, this.#clock());
      mac = macOf(this.#key, mac, record);
      return {
        ...record,
        sequence: sequence.toString(),
        detail: canonicalJson(record.detail),
        mac,
      };
    });
    await transaction.insertInto("audit").values(rows).execute();
    this.#head.expect(sequence);
  }
}

interface Pending {
  readonly entry: AuditEntry;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

function recordOf(
  { actor, action, subject, detail }: AuditEntry,
  sequence: bigint,
  time: Date,
): AuditRecord {
  return { sequence, time, actor: textOf(actor), action, subject, detail: detail ?? {} };
}

function textOf({ kind, id, name }: Actor): string {
  if (kind === "local") return "local";
  return [kind, ...(id === null ? [] : [id]), name].join(":");
}

/**
 * Keeps the head apart, a moment behind the log. It only ever goes forward, over a chain that still holds
 * what it was before: so a log that was cut, and then went on, does not make its traces vanish.
 */
class Head {
  readonly #place: AuditPlace;
  readonly #key: string;
  readonly #report: (problem: string) => void;
  #expected = 0n;
  #tries = 0;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;
  #advancing: Promise<bigint> = Promise.resolve(0n);

  constructor(place: AuditPlace, key: string, report: (problem: string) => void) {
    this.#place = place;
    this.#key = key;
    this.#report = report;
  }

  /** An entry was added, perhaps in a transaction that is not done yet. */
  expect(sequence: bigint): void {
    if (sequence > this.#expected) this.#expected = sequence;
    this.#tries = HEAD_TRIES;
    this.#schedule();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await this.advance();
  }

  /** @returns how far the head is. */
  advance(): Promise<bigint> {
    // Whoever asked for it was told of a failure; those after it try anew.
    this.#advancing = this.#advancing.catch(() => 0n).then(() => this.#advanceOnce());
    return this.#advancing;
  }

  #schedule(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(async () => {
      this.#timer = null;
      const reached = await this.advance().catch((error: unknown) => {
        this.#report(`the audit log's head was not written (${String(error)}).`);
        return 0n;
      });
      if (reached < this.#expected && this.#tries-- > 0) this.#schedule();
    }, HEAD_DELAY).unref();
  }

  async #advanceOnce(): Promise<bigint> {
    const { database, headFile } = this.#place;
    const before = await readHead(headFile);
    const last = await lastRow(database.queries);
    if (before && !(await this.#holds(before))) {
      this.#report(
        `the audit log does not hold entry ${before.sequence} as its head in ${headFile} knows it. Run \`thorascope audit verify\`.`,
      );
      return this.#expected;
    }
    if (last === null) return 0n;
    if (before === null || last.sequence > before.sequence) {
      await writeHead(headFile, { ...last, key: this.#key });
    }
    return last.sequence;
  }

  async #holds({ sequence, mac }: AuditHead): Promise<boolean> {
    return (await macAt(this.#place.database.queries, sequence)) === mac;
  }
}
