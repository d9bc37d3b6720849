import { createHmac } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";

/** An entry of the log as it is kept, less what chains it. */
export interface AuditRecord {
  /** From 1 on, without gaps. */
  readonly sequence: bigint;
  readonly time: Date;
  /** Kind, account and name: `account:ID:NAME`; `local`. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** An entry with what chains it to the one before. */
export interface AuditRow extends AuditRecord {
  /** 64 hexadecimal digits. */
  readonly mac: string;
}

/** What stands before the first entry. */
export const BEFORE_FIRST = "0".repeat(64);

/**
 * HMAC-SHA256 (RFC 2104) of an entry and of the mac before it. Whoever lacks the key can change no entry, and
 * move none, without its mac and that of the next telling.
 */
export function macOf(key: Uint8Array, previousMac: string, record: AuditRecord): string {
  const { sequence, time, actor, action, subject, detail } = record;
  const text = canonicalJson({
    sequence: sequence.toString(),
    time: time.toISOString(),
    actor,
    action,
    subject,
    detail,
  });
  return createHmac("sha256", key).update(`${previousMac}\n${text}`).digest("hex");
}

/** By what a key is recognized without telling anything of it. */
export function fingerprintOf(key: Uint8Array): string {
  return createHmac("sha256", key).update("thorascope audit key").digest("hex").slice(0, 16);
}
