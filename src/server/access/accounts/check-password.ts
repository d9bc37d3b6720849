import { type Kysely, sql, type Transaction } from "kysely";
import type { ServerConfig } from "../../config/server-config.ts";
import type { Role, Tables } from "../../store/tables.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";
import { normalizeName } from "./accounts.ts";

const MINUTE = 60_000;

/** Whether a name and a password belong together, and if not, why: for the audit log, never for who asks. */
export type PasswordCheck =
  | {
      readonly right: true;
      readonly account: {
        readonly id: string;
        readonly name: string;
        readonly role: Role;
        /** What is kept of the password. */
        readonly passwordHash: string;
      };
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
 * more than `loginAttempts` passwords are tried until the lock ends. A right one clears the count. One that was
 * changed while it was looked at, or whose account was disabled, is wrong.
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
  const hash = account?.password_hash ?? null;
  const right = await hasher.verify(attempt.password, hash);
  if (!account || hash === null) {
    const reason = !known
      ? "unknown name"
      : known.disabled_at !== null
        ? "disabled"
        : known.password_hash === null
          ? "no password"
          : "locked";
    return { right: false, accountId: known?.id ?? null, reason };
  }
  const { id, name: ownName, role } = account;
  if (!right) return { right: false, accountId: id, reason: "wrong password" };
  const passwordHash = hasher.isOutdated(hash) ? await hasher.hash(attempt.password) : hash;
  const { numUpdatedRows } = await queries
    .updateTable("account")
    .set({ failed_attempts: 0, locked_until: null, password_hash: passwordHash })
    .where("id", "=", id)
    .where("password_hash", "=", hash)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return { right: false, accountId: id, reason: "wrong password" };
  return { right: true, account: { id, name: ownName, role, passwordHash } };
}

/**
 * Whether an account still has the password that was checked, and is not disabled. Until the transaction ends nobody
 * can change either: whoever does then ends the sessions that were opened in it.
 */
export async function isStillRight(
  transaction: Transaction<Tables>,
  { id, passwordHash }: { readonly id: string; readonly passwordHash: string },
): Promise<boolean> {
  const account = await transaction
    .selectFrom("account")
    .select("id")
    .where("id", "=", id)
    .where("password_hash", "=", passwordHash)
    .where("disabled_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return account !== undefined;
}
