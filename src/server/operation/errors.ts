import { ThorascopeError } from "../../errors.ts";

export type OperationErrorCode =
  /** There is a file of the backup's name already. */
  | "BACKUP_FILE_EXISTS"
  /** There is nothing to back up: no server has worked in the data folder, or it keeps its rows elsewhere. */
  | "BACKUP_SOURCE_MISSING"
  /** The file is not there, may not be read, or is no backup. */
  | "BACKUP_UNREADABLE"
  /** The backup is cut off, was changed, or lacks something that it speaks of. */
  | "BACKUP_DAMAGED"
  /** The backup holds what Thorascope does not put into one: a link, a path that leads elsewhere, another file. */
  | "BACKUP_FOREIGN"
  /** The backup was made by a later version of Thorascope. */
  | "BACKUP_NEWER"
  /** The folder, the database or the place of the audit log's files holds something. */
  | "RESTORE_NOT_EMPTY";

/** A backup cannot be made or restored. */
export class OperationError extends ThorascopeError<OperationErrorCode> {}
