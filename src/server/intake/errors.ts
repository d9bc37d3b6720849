import { ThorascopeError } from "../../errors.ts";

export type UploadErrorCode =
  /** A file that is two things at once: an image with an archive behind it, or an archive that hides bytes. */
  | "FILE_AMBIGUOUS"
  /** No ZIP archive that can be unpacked: cut off, damaged, or with entries that overlap. */
  | "ARCHIVE_INVALID"
  /** There is no file in the archive that could be an image. */
  | "ARCHIVE_EMPTY"
  /** More files than an archive may have. */
  | "ARCHIVE_TOO_MANY_FILES"
  /** Unpacked, an archive's files have more bytes than they may have together. */
  | "ARCHIVE_TOO_LARGE"
  /** An archive with encrypted files. */
  | "ARCHIVE_ENCRYPTED"
  /** An archive within an archive. */
  | "ARCHIVE_NESTED"
  /** A name in an archive that leads out of the folder it would be unpacked to. */
  | "ARCHIVE_UNSAFE_NAME"
  /** A symbolic link or a device in an archive. */
  | "ARCHIVE_LINK"
  /** The header of a DICOM file could not be read in time. */
  | "HEADER_UNREADABLE";

/** A file is refused as a whole, and nothing of it is kept. */
export class UploadError extends ThorascopeError<UploadErrorCode> {}
