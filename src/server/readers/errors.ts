import { ThorascopeError } from "../../errors.ts";

export type ReadingErrorCode =
  /** The thread that read an image died, or took too long and was stopped. */
  | "READING_FAILED"
  /** The process that read an image ended, or did not answer any more. */
  | "READING_INTERRUPTED";

/** An image was not read, through no fault of its own that is known. */
export class ReadingError extends ThorascopeError<ReadingErrorCode> {}
