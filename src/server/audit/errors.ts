import { ThorascopeError } from "../../errors.ts";

export type AuditErrorCode =
  /** There is a log, but not the key of its chain. */
  | "AUDIT_KEY_MISSING"
  /** The file holds no key that Thorascope made. */
  | "AUDIT_KEY_INVALID"
  /** The file of the chain's head holds something else. */
  | "AUDIT_HEAD_INVALID"
  /** A line of an exported log is none. */
  | "AUDIT_FILE_INVALID";

/** The audit log cannot be kept or checked. */
export class AuditError extends ThorascopeError<AuditErrorCode> {}
