import { ThorascopeError } from "../../errors.ts";

export type DocumentErrorCode =
  /** There is no Chromium here that could print. */
  | "PDF_UNAVAILABLE"
  /** The browser did not make the PDF. */
  | "PDF_FAILED";

/** A document that can't be made. */
export class DocumentError extends ThorascopeError<DocumentErrorCode> {}
