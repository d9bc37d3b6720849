export { readAuditKey } from "./audit-key.ts";
export { lineOf } from "./audit-lines.ts";
export type { AuditAction, AuditEntry, AuditLog } from "./audit-log.ts";
export { readRows } from "./audit-table.ts";
export { AuditError, type AuditErrorCode } from "./errors.ts";
export {
  type AuditPlace,
  auditFilesOf,
  auditPlaceOf,
  type OpenAuditLog,
  openAuditLog,
} from "./open-audit-log.ts";
export { verifyAudit, verifyAuditFile } from "./verify-audit.ts";
export type { AuditFinding, AuditReport } from "./verify-chain.ts";
