import type { FastifyInstance, FastifyReply } from "fastify";
import type { Actor } from "../../actor.ts";
import type { AuditLog } from "../../audit/audit-log.ts";
import type { ServerConfig } from "../../config/server-config.ts";
import type { Database } from "../../store/database.ts";
import { isStillRight } from "../accounts/check-password.ts";
import { sessionCookie } from "../cookies.ts";
import { AccessError } from "../errors.ts";
import type { Limits } from "../limits.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";
import { closeSession, openSession, sweepSessions } from "../sessions.ts";
import type { Visitor } from "../visitor.ts";

/** What the routes about who may stand on. */
export interface AccessContext {
  readonly app: FastifyInstance;
  readonly config: ServerConfig;
  readonly database: Database;
  readonly audit: AuditLog;
  readonly hasher: PasswordHasher;
  readonly limits: Limits;
  readonly now: () => Date;
}

/** Whoever tries to sign in, for the audit log. */
export const NOBODY: Actor = { kind: "system", id: null, name: "nobody", role: "reader" };

/** An account to sign in. */
interface SigningIn {
  readonly id: string;
  readonly name: string;
  readonly role: Actor["role"];
  /** What was kept of the password when it was found right; left out where none was asked for. */
  readonly passwordHash?: string;
}

/**
 * Signs an account in: ends the browser's session before, opens a new one under a new secret, and says so in
 * the audit log.
 *
 * @param before who this browser was signed in as.
 * @returns who it is signed in as now; null if the password was changed, or the account disabled, in the meantime.
 */
export async function signIn(
  { database, audit, config, now }: Pick<AccessContext, "database" | "audit" | "config" | "now">,
  { id, name, role, passwordHash }: SigningIn,
  before: Visitor | null,
  reply: FastifyReply,
): Promise<Visitor | null> {
  const actor: Actor = { kind: "account", id, name, role };
  const session = await database.queries.transaction().execute(async (transaction) => {
    // The account before its sessions, as whoever changes it has them: no two wait for each other.
    if (passwordHash !== undefined && !(await isStillRight(transaction, { id, passwordHash }))) {
      return null;
    }
    if (before?.session) await closeSession(transaction, before.session.id);
    await sweepSessions(transaction, now(), config.access);
    const opened = await openSession(transaction, id, now(), config.access);
    await audit.append({ actor, action: "session.open", subject: id }, transaction);
    return opened;
  });
  if (session === null) return null;
  const cookie = sessionCookie(config);
  reply.setCookie(cookie.name, session.secret, { ...cookie.options, expires: session.expires });
  return { actor, by: "session", session: { id: session.id, csrfToken: session.csrfToken } };
}

/** Takes the session's cookie out of the browser. */
export function forgetSession(reply: FastifyReply, config: ServerConfig): void {
  const { name, options } = sessionCookie(config);
  reply.clearCookie(name, options);
}

/** @throws AccessError ACCESS_SESSION_NEEDED if a program asks with a token. */
export function requirePerson(visitor: Visitor | null): void {
  if (visitor?.by !== "token") return;
  throw new AccessError(
    "ACCESS_SESSION_NEEDED",
    "accounts and tokens are managed by people: a token may not. Sign in and do it there.",
  );
}
