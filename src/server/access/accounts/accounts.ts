import type { Kysely, Transaction } from "kysely";
import type { AccountRow, Role, Tables } from "../../store/tables.ts";
import { AccessError } from "../errors.ts";
import { closeSessionsOf } from "../sessions.ts";

/** An account as admins see it. */
export interface AccountSummary {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** `provider`: of an identity provider. */
  readonly kind: "password" | "provider";
  readonly disabled: boolean;
  readonly lockedUntil: Date | null;
  readonly createdAt: Date;
}

/** PostgreSQL's code for a value that must be there once and is there already. */
const UNIQUE_VIOLATION = "23505";

/** The account's name as it is kept: letters of either case and other ways to write them are the same. */
export function normalizeName(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}

/** @throws AccessError ACCOUNT_NAME_INVALID. */
function requireName(name: string): string {
  const normalized = normalizeName(name);
  if (/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]{0,63}$/u.test(normalized)) return normalized;
  throw new AccessError(
    "ACCOUNT_NAME_INVALID",
    "an account's name has 1 to 64 letters, digits and . _ @ -, and begins with a letter or digit. Choose another.",
  );
}

/**
 * Adds an account.
 *
 * @throws AccessError ACCOUNT_EXISTS, ACCOUNT_NAME_INVALID.
 */
export async function addAccount(
  queries: Kysely<Tables>,
  account: { readonly name: string; readonly role: Role; readonly passwordHash: string },
  now: Date,
): Promise<AccountSummary> {
  const name = requireName(account.name);
  try {
    const row = await queries
      .insertInto("account")
      .values({
        name,
        role: account.role,
        password_hash: account.passwordHash,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return summaryOf(row);
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    throw new AccessError("ACCOUNT_EXISTS", `there is an account ${name} already.`, { name });
  }
}

/** All accounts, by name. */
export async function listAccounts(queries: Kysely<Tables>): Promise<AccountSummary[]> {
  const rows = await queries.selectFrom("account").selectAll().orderBy("name").execute();
  return rows.map(summaryOf);
}

/** An account by id. @throws AccessError ACCOUNT_UNKNOWN. */
export async function requireAccount(queries: Kysely<Tables>, id: string): Promise<AccountRow> {
  const row = await queries
    .selectFrom("account")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  if (row) return row;
  throw new AccessError("ACCOUNT_UNKNOWN", `there is no account ${id}.`, { account: id });
}

/** An account by its name. @throws AccessError ACCOUNT_UNKNOWN. */
export async function requireAccountNamed(
  queries: Kysely<Tables>,
  name: string,
): Promise<AccountRow> {
  const row = await queries
    .selectFrom("account")
    .selectAll()
    .where("name", "=", normalizeName(name))
    .executeTakeFirst();
  if (row) return row;
  throw new AccessError(
    "ACCOUNT_UNKNOWN",
    `there is no account ${name}. \`thorascope accounts list\` shows those that there are.`,
    { name },
  );
}

/** What changes about an account; what is left out stays. */
export interface AccountChange {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly passwordHash?: string | undefined;
}

/**
 * Changes an account. A new password and being disabled end its sessions; being enabled ends a lock.
 *
 * @throws AccessError ACCOUNT_UNKNOWN; ACCOUNT_LAST_ADMIN if nobody could manage accounts any more;
 *   ACCOUNT_OF_PROVIDER for role and password of an identity provider's account.
 */
export async function changeAccount(
  transaction: Transaction<Tables>,
  id: string,
  { role, disabled, passwordHash }: AccountChange,
  now: Date,
): Promise<AccountSummary> {
  // Whoever else changes admins waits: two of them cannot disable each other at the same time.
  const admins = await transaction
    .selectFrom("account")
    .select("id")
    .where("role", "=", "admin")
    .where("disabled_at", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
  const account = await requireAccount(transaction, id);
  if (account.oidc_issuer !== null && (role !== undefined || passwordHash !== undefined)) {
    throw new AccessError(
      "ACCOUNT_OF_PROVIDER",
      `${account.name} is an account of an identity provider, which decides its role and password. Change them there.`,
      { account: id },
    );
  }
  const stopsToBeAdmin = disabled === true || (role !== undefined && role !== "admin");
  if (stopsToBeAdmin && admins.length === 1 && admins[0]?.id === id) {
    throw new AccessError(
      "ACCOUNT_LAST_ADMIN",
      `${account.name} is the last admin: nobody could manage accounts any more. Make another account an admin first.`,
      { account: id },
    );
  }
  const row = await transaction
    .updateTable("account")
    .set({
      ...(role === undefined ? {} : { role }),
      ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
      ...(disabled === undefined ? {} : { disabled_at: disabled ? now : null }),
      ...(passwordHash !== undefined || disabled === false
        ? { failed_attempts: 0, locked_until: null }
        : {}),
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (disabled === true || passwordHash !== undefined) await closeSessionsOf(transaction, id);
  return summaryOf(row);
}

function summaryOf(row: AccountRow): AccountSummary {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    kind: row.oidc_issuer === null ? "password" : "provider",
    disabled: row.disabled_at !== null,
    lockedUntil: row.locked_until,
    createdAt: row.created_at,
  };
}
