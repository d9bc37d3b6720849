import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import type { AccountRow, Tables } from "../../store/tables.ts";
import { normalizeName } from "../accounts/accounts.ts";
import { AccessError } from "../errors.ts";
import type { Identity } from "./identity.ts";

/**
 * The account of somebody whom the provider knows; made when they come first. Its role is what the provider
 * says now. Accounts are told apart by issuer and subject, never by name: a name may pass to somebody else.
 *
 * @throws AccessError ACCESS_LOGIN_FAILED if an admin disabled the account here.
 */
export async function accountOf(
  transaction: Transaction<Tables>,
  issuer: string,
  { subject, name, role }: Identity,
  now: Date,
): Promise<AccountRow> {
  const before = await transaction
    .updateTable("account")
    .set({ role })
    .where("oidc_issuer", "=", issuer)
    .where("oidc_subject", "=", subject)
    .returningAll()
    .executeTakeFirst();
  if (before) {
    if (before.disabled_at === null) return before;
    throw new AccessError(
      "ACCESS_LOGIN_FAILED",
      "the account is disabled on this server. Ask an admin of it.",
    );
  }
  return transaction
    .insertInto("account")
    .values({
      name: await freeName(transaction, issuer, subject, name),
      role,
      oidc_issuer: issuer,
      oidc_subject: subject,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The name at the provider, or, if somebody has it, with a mark of issuer and subject. */
async function freeName(
  transaction: Transaction<Tables>,
  issuer: string,
  subject: string,
  name: string,
): Promise<string> {
  const wanted = normalizeName(name).slice(0, 64);
  const taken = await transaction
    .selectFrom("account")
    .select("id")
    .where("name", "=", wanted)
    .executeTakeFirst();
  if (!taken) return wanted;
  const mark = createHash("sha256")
    .update(JSON.stringify([issuer, subject]))
    .digest("hex");
  return `${wanted}#${mark.slice(0, 8)}`;
}
