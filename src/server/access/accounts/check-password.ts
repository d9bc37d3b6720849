import { type Kysely, sql } from "kysely";
import type { ServerConfig } from "../../config/server-config.ts";
import type { Role, Tables } from "../../store/tables.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";
import { normalizeName } from "./accounts.ts";

const MINUTE = 60_000;

/** Whether a name and a password belong together, and if not, why: for the audit log, never for who asks. */
export type PasswordCheck =
  | {
      readonly right: true;
      readonly account: { readonly id: string; readonly name: string; readonly role: Role };
    }
  | {
      readonly right: false;
      readonly accountId: string | null;
      readonly reason: "unknown name" | "wrong password" | "locked" | "disabled" | "no password";
    };

/**
 * Checks a password. For every name it asks and hashes as much, so that the time it takes does not tell which
 * names there are.
 *
 * An attempt counts before its password is looked at, in one statement: however many are made at once, no
 * more than `loginAttempts` passwords are tried until the lock ends. A right one clears the count.
 *
 * @throws AccessError ACCESS_BUSY.
 */
export async function checkPassword(
  queries: Kysely<Tables>,
  hasher: PasswordHasher,
  attempt: { readonly name: string; readonly password: string },
  now: Date,
  { loginAttempts, lockoutMinutes }: ServerConfig["access"],
): Promise<PasswordCheck> {
  const name = normalizeName(attempt.name);
  const known = await queries
    .selectFrom("account")
    .select(["id", "disabled_at", "password_hash"])
    .where("name", "=", name)
    .executeTakeFirst();
  const lockEnds = new Date(now.getTime() + lockoutMinutes * MINUTE);
  const attempts = sql<number>`(case when locked_until is null then failed_attempts else 0 end) + 1`;
  const account = await queries
    .updateTable("account")
    .set({
      failed_attempts: attempts,
      locked_until: sql<Date | null>`case when ${attempts} >= ${loginAttempts} then ${lockEnds}::timestamptz end`,
    })
    .where("name", "=", name)
    .where("disabled_at", "is", null)
    .where("password_hash", "is not", null)
    .where(({ eb, or }) => or([eb("locked_until", "is", null), eb("locked_until", "<=", now)]))
    .returning(["id", "name", "role", "password_hash"])
    .executeTakeFirst();
  const right = await hasher.verify(attempt.password, account?.password_hash ?? null);
  if (!account) {
    const reason = !known
      ? "unknown name"
      : known.disabled_at !== null
        ? "disabled"
        : known.password_hash === null
          ? "no password"
          : "locked";
    return { right: false, accountId: known?.id ?? null, reason };
  }
  if (!right) return { right: false, accountId: account.id, reason: "wrong password" };
  const hash = account.password_hash;
  const renewed =
    hash !== null && hasher.isOutdated(hash) ? await hasher.hash(attempt.password) : null;
  await queries
    .updateTable("account")
    .set({
      failed_attempts: 0,
      locked_until: null,
      ...(renewed === null ? {} : { password_hash: renewed }),
    })
    .where("id", "=", account.id)
    .execute();
  return { right: true, account: { id: account.id, name: account.name, role: account.role } };
}
