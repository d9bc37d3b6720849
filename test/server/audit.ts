import type { AuditEntry, AuditLog } from "../../src/server/audit/audit-log.ts";

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
