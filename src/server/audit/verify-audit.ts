import { readAuditKey } from "./audit-key.ts";
import { readLines } from "./audit-lines.ts";
import { readRows } from "./audit-table.ts";
import { readHead } from "./head-file.ts";
import type { AuditPlace } from "./open-audit-log.ts";
import { type AuditReport, verifyChain } from "./verify-chain.ts";

/**
 * Checks the log in the database. The server may go on writing to it.
 *
 * @throws AuditError AUDIT_KEY_MISSING, AUDIT_KEY_INVALID, AUDIT_HEAD_INVALID.
 */
export async function verifyAudit({
  database,
  keyFile,
  headFile,
}: AuditPlace): Promise<AuditReport> {
  const key = await readAuditKey(keyFile);
  // The head first: entries that come meanwhile are beyond it.
  const head = await readHead(headFile);
  return verifyChain(readRows(database.queries), key, head);
}

/**
 * Checks an exported log.
 *
 * @param headFile of the moment of the export or before it; null: whether the end is cut off is not asked.
 * @throws AuditError AUDIT_FILE_INVALID, AUDIT_KEY_MISSING, AUDIT_KEY_INVALID, AUDIT_HEAD_INVALID.
 */
export async function verifyAuditFile(
  file: string,
  keyFile: string,
  headFile: string | null,
): Promise<AuditReport> {
  const key = await readAuditKey(keyFile);
  const head = headFile === null ? null : await readHead(headFile);
  const report = await verifyChain(readLines(file), key, head);
  if (headFile !== null) return report;
  return { ...report, findings: report.findings.filter(({ kind }) => kind !== "head-missing") };
}
