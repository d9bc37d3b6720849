import { ThorascopeError } from "../errors.ts";

export type DownloadErrorCode =
  /** A published file could not be fetched, or not all of it. */
  | "DOWNLOAD_FAILED"
  /** What was fetched is not what was published. */
  | "DOWNLOAD_CHECKSUM"
  /** A file is not here, and Thorascope was told to stay offline. */
  | "DOWNLOAD_OFFLINE";

/** Thrown when a published file can't be had; `fields` says which. */
export class DownloadError extends ThorascopeError<DownloadErrorCode> {}
