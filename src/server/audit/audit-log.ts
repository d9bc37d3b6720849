import type { Transaction } from "kysely";
import type { Actor } from "../actor.ts";
import type { Tables } from "../store/tables.ts";

/** What is written down. */
export type AuditAction =
  | "study.list"
  | "study.see"
  | "image.see"
  | "reading.see"
  | "heatmap.see"
  | "image.upload"
  | "image.read"
  | "image.read-anyway"
  | "image.cancel"
  | "feedback.give"
  | "report.see"
  | "report.save"
  | "report.export"
  | "study.export"
  | "session.open"
  | "session.refuse"
  | "session.close"
  | "account.create"
  | "account.change"
  | "token.create"
  | "token.revoke"
  | "audit.see"
  | "store.backup"
  | "store.restore"
  | "server.start"
  | "server.stop";

/** Something that somebody did. */
export interface AuditEntry {
  readonly actor: Actor;
  readonly action: AuditAction;
  /** What it was done to: the id of a study, image, account, ...; null where it is none. */
  readonly subject: string | null;
  /** Never names, pixels or secrets. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The log of who saw, read, exported or changed what: rows are added, never changed. */
export interface AuditLog {
  /** Adds an entry; within a transaction, it is there exactly if the transaction's other work is. */
  append(entry: AuditEntry, transaction?: Transaction<Tables>): Promise<void>;
}
