import { type Kysely, sql } from "kysely";
import type { ServerConfig } from "../config/server-config.ts";
import type { Role, Tables } from "../store/tables.ts";
import { createSecret, digestOf } from "./secret.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What a browser gets when somebody signs in. */
export interface OpenedSession {
  /** SHA-256 of the secret. */
  readonly id: string;
  /** For the cookie. It is nowhere else. */
  readonly secret: string;
  readonly csrfToken: string;
  readonly expires: Date;
}

/** Somebody who is signed in. */
export interface FoundSession {
  readonly id: string;
  readonly csrfToken: string;
  readonly account: { readonly id: string; readonly name: string; readonly role: Role };
}

/** Opens a session for an account. */
export async function openSession(
  queries: Kysely<Tables>,
  accountId: string,
  now: Date,
  { sessionHours }: ServerConfig["access"],
): Promise<OpenedSession> {
  const secret = createSecret();
  const id = digestOf(secret);
  const csrfToken = createSecret();
  const expires = new Date(now.getTime() + sessionHours * HOUR);
  await queries
    .insertInto("session")
    .values({
      id,
      account_id: accountId,
      csrf_token: csrfToken,
      created_at: now,
      last_seen_at: now,
      expires_at: expires,
    })
    .execute();
  return { id, secret, csrfToken, expires };
}

/**
 * The session of a cookie's secret, which it keeps alive; null if there is none, it has ended, or its account
 * is disabled.
 */
export async function findSession(
  queries: Kysely<Tables>,
  secret: string,
  now: Date,
  { sessionMinutes }: ServerConfig["access"],
): Promise<FoundSession | null> {
  const row = await queries
    .selectFrom("session")
    .innerJoin("account", "account.id", "session.account_id")
    .where("session.id", "=", digestOf(secret))
    .where("session.expires_at", ">", now)
    .where("session.last_seen_at", ">", new Date(now.getTime() - sessionMinutes * MINUTE))
    .where("account.disabled_at", "is", null)
    .select([
      "session.id as session_id",
      "session.csrf_token",
      "session.last_seen_at",
      "account.id",
      "account.name",
      "account.role",
    ])
    .executeTakeFirst();
  if (!row) return null;
  // Not every request writes: a twentieth of the time late is early enough.
  if (now.getTime() - row.last_seen_at.getTime() > (sessionMinutes * MINUTE) / 20) {
    await queries
      .updateTable("session")
      .set({ last_seen_at: now })
      .where("id", "=", row.session_id)
      .execute();
  }
  return {
    id: row.session_id,
    csrfToken: row.csrf_token,
    account: { id: row.id, name: row.name, role: row.role },
  };
}

/** Ends a session. */
export async function closeSession(queries: Kysely<Tables>, id: string): Promise<void> {
  await queries.deleteFrom("session").where("id", "=", id).execute();
}

/** Ends all sessions of an account. */
export async function closeSessionsOf(queries: Kysely<Tables>, accountId: string): Promise<void> {
  await queries.deleteFrom("session").where("account_id", "=", accountId).execute();
}

/** Forgets sessions that have ended. */
export async function sweepSessions(
  queries: Kysely<Tables>,
  now: Date,
  { sessionMinutes }: ServerConfig["access"],
): Promise<void> {
  const idle = new Date(now.getTime() - sessionMinutes * MINUTE);
  await queries
    .deleteFrom("session")
    .where(sql<boolean>`expires_at <= ${now} or last_seen_at <= ${idle}`)
    .execute();
}
