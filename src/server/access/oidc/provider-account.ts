import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import type { Actor } from "../../actor.ts";
import type { AuditLog } from "../../audit/audit-log.ts";
import type { AccountRow, Tables } from "../../store/tables.ts";
import { normalizeName } from "../accounts/accounts.ts";
import { AccessError } from "../errors.ts";
import type { Identity } from "./identity.ts";

/** Who makes and changes such accounts, for the audit log. */
const PROVIDER: Actor = { kind: "system", id: null, name: "identity provider", role: "admin" };

/**
 * The account of somebody whom the provider knows; made when they come first. Its role is what the provider
 * says now. That it was made, or its role changed, stands in the audit log. Accounts are told apart by issuer and
 * subject, never by name: a name may pass to somebody else.
 *
 * @throws AccessError ACCESS_LOGIN_FAILED if an admin disabled the account here.
 */
export async function accountOf(
  transaction: Transaction<Tables>,
  audit: AuditLog,
  issuer: string,
  { subject, name, role }: Identity,
  now: Date,
): Promise<AccountRow> {
  const append = (action: "account.create" | "account.change", id: string) =>
    audit.append({ actor: PROVIDER, action, subject: id, detail: { role } }, transaction);
  const before = await transaction
    .selectFrom("account")
    .selectAll()
    .where("oidc_issuer", "=", issuer)
    .where("oidc_subject", "=", subject)
    .forUpdate()
    .executeTakeFirst();
  if (before) {
    if (before.disabled_at !== null) {
      throw new AccessError(
        "ACCESS_LOGIN_FAILED",
        "the account is disabled on this server. Ask an admin of it.",
      );
    }
    if (before.role === role) return before;
    await transaction.updateTable("account").set({ role }).where("id", "=", before.id).execute();
    await append("account.change", before.id);
    return { ...before, role };
  }
  const made = await transaction
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
  await append("account.create", made.id);
  return made;
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
