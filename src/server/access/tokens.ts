import type { Kysely } from "kysely";
import type { Role, Tables } from "../store/tables.ts";
import { AccessError } from "./errors.ts";
import { lowerRole } from "./roles.ts";
import { createSecret, digestOf } from "./secret.ts";

/** By it scanners of published code recognize a token that got lost. */
const PREFIX = "thorascope_";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A token as its owner sees it: without the secret. */
export interface TokenSummary {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/**
 * Makes a token for a program.
 *
 * @param days after which it ends.
 * @returns the secret, which is nowhere else: only its SHA-256 is kept.
 */
export async function createToken(
  queries: Kysely<Tables>,
  owner: { readonly id: string; readonly role: Role },
  { name, role, days }: { readonly name: string; readonly role: Role; readonly days: number },
  now: Date,
): Promise<{ readonly secret: string; readonly token: TokenSummary }> {
  const secret = `${PREFIX}${createSecret()}`;
  const row = await queries
    .insertInto("token")
    .values({
      account_id: owner.id,
      name,
      role: lowerRole(role, owner.role),
      hash: digestOf(secret),
      created_at: now,
      expires_at: new Date(now.getTime() + days * DAY),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { secret, token: summaryOf(row) };
}

/**
 * Whom a token stands for, with the lower one of its and its account's roles.
 *
 * @throws AccessError ACCESS_TOKEN_INVALID if it is unknown, expired or revoked, or its account is disabled.
 */
export async function findToken(
  queries: Kysely<Tables>,
  secret: string,
  now: Date,
): Promise<{ readonly id: string; readonly name: string; readonly role: Role }> {
  const row = await queries
    .selectFrom("token")
    .innerJoin("account", "account.id", "token.account_id")
    .where("token.hash", "=", digestOf(secret))
    .where("token.revoked_at", "is", null)
    .where("account.disabled_at", "is", null)
    .where(({ eb, or }) =>
      or([eb("token.expires_at", "is", null), eb("token.expires_at", ">", now)]),
    )
    .select([
      "token.id as token_id",
      "token.role as token_role",
      "token.last_used_at",
      "account.id",
      "account.name",
      "account.role",
    ])
    .executeTakeFirst();
  if (!row) {
    throw new AccessError(
      "ACCESS_TOKEN_INVALID",
      "the token is unknown, has expired or was revoked. Make a new one under /api/tokens.",
    );
  }
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > MINUTE) {
    await queries
      .updateTable("token")
      .set({ last_used_at: now })
      .where("id", "=", row.token_id)
      .execute();
  }
  return { id: row.id, name: row.name, role: lowerRole(row.role, row.token_role) };
}

/** An account's tokens that are not revoked, newest first. */
export async function listTokens(
  queries: Kysely<Tables>,
  accountId: string,
): Promise<TokenSummary[]> {
  const rows = await queries
    .selectFrom("token")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("revoked_at", "is", null)
    .orderBy("created_at", "desc")
    .execute();
  return rows.map(summaryOf);
}

/**
 * Revokes a token.
 *
 * @param accountId whose it must be; null: anybody's.
 * @throws AccessError TOKEN_UNKNOWN.
 */
export async function revokeToken(
  queries: Kysely<Tables>,
  id: string,
  accountId: string | null,
  now: Date,
): Promise<void> {
  let query = queries
    .updateTable("token")
    .set({ revoked_at: now })
    .where("id", "=", id)
    .where("revoked_at", "is", null);
  if (accountId !== null) query = query.where("account_id", "=", accountId);
  const { numUpdatedRows } = await query.executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  throw new AccessError("TOKEN_UNKNOWN", `there is no token ${id}. GET /api/tokens lists yours.`, {
    token: id,
  });
}

function summaryOf(row: {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}): TokenSummary {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}
