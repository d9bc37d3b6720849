import { ThorascopeError } from "../../errors.ts";

export type QueueErrorCode =
  /** There is no image of this id. */
  | "IMAGE_UNKNOWN"
  /** The image is being read, so that how it is read can't be changed any more. */
  | "IMAGE_BUSY"
  /** The image neither waits nor is being read, so that there is nothing to cancel. */
  | "IMAGE_SETTLED";

/** An image can't be read again, or its reading not be cancelled, as it stands. */
export class QueueError extends ThorascopeError<QueueErrorCode> {}
