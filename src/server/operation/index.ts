export {
  type RestoredBackup,
  type RestoreOptions,
  restoreBackup,
} from "./backup/restore-backup.ts";
export { type BackupOptions, type WrittenBackup, writeBackup } from "./backup/write-backup.ts";
export { diagnose } from "./doctor/diagnose.ts";
export type { Finding } from "./doctor/finding.ts";
export { OperationError, type OperationErrorCode } from "./errors.ts";
