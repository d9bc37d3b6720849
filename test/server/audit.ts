import { randomInt } from "node:crypto";
import type { AuditEntry, AuditLog } from "../../src/server/audit/audit-log.ts";
import type { Database } from "../../src/server/store/database.ts";

/** An audit log that remembers what was appended. */
export function rememberedAudit(): AuditLog & { readonly entries: AuditEntry[] } {
  const entries: AuditEntry[] = [];
  return {
    entries,
    append: async (entry) => {
      entries.push(entry);
    },
  };
}

/**
 * An audit log in the database, without a chain: rows are there exactly if their transactions went through, also
 * those of processes that were killed.
 */
export function unchainedAudit({ queries }: Database): AuditLog {
  return {
    async append({ actor, action, subject, detail = {} }, transaction) {
      await (transaction ?? queries)
        .insertInto("audit")
        .values({
          sequence: String(randomInt(2 ** 47)),
          time: new Date(),
          actor: actor.name,
          action,
          subject,
          detail: JSON.stringify(detail),
          mac: "",
        })
        .execute();
    },
  };
}
