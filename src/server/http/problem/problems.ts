import type { RefusalCode } from "../../../radiograph/index.ts";
import { ACCESS_PROBLEMS } from "../../access/index.ts";
import type { DocumentErrorCode } from "../../documents/errors.ts";
import type { UploadErrorCode } from "../../intake/errors.ts";
import type { QueueErrorCode } from "../../queue/errors.ts";
import type { StoreErrorCode } from "../../store/errors.ts";
import type { StudyErrorCode } from "../../studies/errors.ts";
import type { RequestErrorCode } from "../errors.ts";

/** What kind of problem a code is, for HTTP. */
export interface ProblemKind {
  readonly status: number;
  /** The same for every occurrence. */
  readonly title: string;
}

const refused: ProblemKind = { status: 422, title: "The file is no radiograph that can be read" };

const REFUSALS: Readonly<Record<RefusalCode, ProblemKind>> = {
  FILE_UNREADABLE: refused,
  NOT_AN_IMAGE: { status: 415, title: "The file is of no format that Thorascope reads" },
  TRUNCATED_FILE: refused,
  CORRUPT_IMAGE: refused,
  NO_PIXEL_DATA: refused,
  UNSUPPORTED_ENCODING: { status: 415, title: "The file is encoded in a way that is not read" },
  IMPLAUSIBLE_SIZE: refused,
  NOT_A_CHEST_RADIOGRAPH: refused,
  RADIOGRAPH_TURNED: refused,
  RADIOGRAPH_INVERTED: refused,
  RADIOGRAPH_SPOILED: refused,
  COLOUR_IMAGE: refused,
  ZERO_CONTRAST: refused,
};

const STUDIES: Readonly<Record<StudyErrorCode, ProblemKind>> = {
  STUDY_UNKNOWN: { status: 404, title: "There is no such study" },
  IMAGE_UNKNOWN: { status: 404, title: "There is no such image" },
  READING_MISSING: { status: 404, title: "The image has no reading" },
  REPORT_MISSING: { status: 404, title: "The study has no report" },
  REPORT_CONFLICT: { status: 409, title: "The report was changed in the meantime" },
  REPORT_OF_ANOTHER: { status: 403, title: "The report is another person's" },
  CURSOR_INVALID: { status: 400, title: "The cursor is of no such list" },
  FEEDBACK_INVALID: { status: 400, title: "The feedback is incomplete or wrong" },
  FEEDBACK_CONFLICT: { status: 409, title: "The feedback's id is taken" },
};

const REQUESTS: Readonly<Record<RequestErrorCode, ProblemKind>> = {
  REQUEST_INVALID: { status: 400, title: "The request is wrong" },
  ROUTE_UNKNOWN: { status: 404, title: "There is nothing at this address" },
  BODY_TOO_LARGE: { status: 413, title: "The body is too large" },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, title: "The body is of a type that is not taken here" },
  SERVER_BUSY: { status: 503, title: "The server has too much to do" },
};

const STORE: Readonly<Record<StoreErrorCode, ProblemKind>> = {
  STORE_IN_USE: { status: 503, title: "The store cannot be used" },
  STORE_UNUSABLE: { status: 503, title: "The store cannot be used" },
  STORE_NEWER: { status: 503, title: "The store cannot be used" },
  STORE_HALF_RESTORED: { status: 503, title: "The store cannot be used" },
  OBJECT_DAMAGED: { status: 500, title: "A stored file is damaged" },
  OBJECT_MISSING: { status: 500, title: "A stored file is missing" },
  UPLOAD_TOO_LARGE: { status: 413, title: "The file is too large" },
};

const archive: ProblemKind = { status: 422, title: "The archive is not unpacked" };

const UPLOADS: Readonly<Record<UploadErrorCode, ProblemKind>> = {
  FILE_AMBIGUOUS: { status: 422, title: "The file is two things at once" },
  ARCHIVE_INVALID: archive,
  ARCHIVE_EMPTY: archive,
  ARCHIVE_TOO_MANY_FILES: { status: 413, title: "The archive has too many files" },
  ARCHIVE_TOO_LARGE: { status: 413, title: "The archive is too large" },
  ARCHIVE_ENCRYPTED: archive,
  ARCHIVE_NESTED: archive,
  ARCHIVE_UNSAFE_NAME: archive,
  ARCHIVE_LINK: archive,
  HEADER_UNREADABLE: refused,
};

const QUEUE: Readonly<Record<QueueErrorCode, ProblemKind>> = {
  IMAGE_UNKNOWN: { status: 404, title: "There is no such image" },
  IMAGE_BUSY: { status: 409, title: "The image is being read" },
  IMAGE_SETTLED: { status: 409, title: "There is nothing to cancel" },
};

const DOCUMENTS: Readonly<Record<DocumentErrorCode, ProblemKind>> = {
  PDF_UNAVAILABLE: { status: 501, title: "This server cannot make PDF files" },
  PDF_FAILED: { status: 503, title: "The PDF could not be made" },
};

/** What is not foreseen. */
export const UNEXPECTED: ProblemKind = { status: 500, title: "Something went wrong" };

/** Every code that the API answers with, and its status: the one table of both. */
export const PROBLEMS: ReadonlyMap<string, ProblemKind> = new Map(
  Object.entries({
    ...REQUESTS,
    ...STUDIES,
    ...QUEUE,
    ...DOCUMENTS,
    ...UPLOADS,
    ...REFUSALS,
    ...ACCESS_PROBLEMS,
    ...STORE,
    UNEXPECTED,
  }),
);
