import { ThorascopeError } from "../../errors.ts";

export type StudyErrorCode =
  /** No study has this id. */
  | "STUDY_UNKNOWN"
  /** No image has this id. */
  | "IMAGE_UNKNOWN"
  /** The image has no reading: it waits, or was refused. */
  | "READING_MISSING"
  /** The study has no report. */
  | "REPORT_MISSING"
  /** Somebody saved a report since this one was begun. */
  | "REPORT_CONFLICT"
  /** The latest report is another person's, and the account's role does not allow to correct it. */
  | "REPORT_OF_ANOTHER"
  /** A cursor that this list did not give. */
  | "CURSOR_INVALID"
  /** A box that lies outside the image or has no area, or feedback that lacks what its kind needs. */
  | "FEEDBACK_INVALID"
  /** Other feedback has been given under this id. */
  | "FEEDBACK_CONFLICT";

/** Something was asked of studies that cannot be answered or done. */
export class StudyError extends ThorascopeError<StudyErrorCode> {}
