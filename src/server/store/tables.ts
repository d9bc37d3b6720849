import type { ColumnType, Generated, Selectable } from "kysely";

/** A time that the database sets when a row is written, unless it is given. */
type SetWhenWritten = ColumnType<Date, Date | undefined, Date>;

/** JSON: given as text, because drivers take a plain array for one of SQL's. */
type Json<Content> = ColumnType<Content, string, string>;

/** Where an image stands on its way to a reading. */
export type ImageStatus = "queued" | "reading" | "read" | "refused" | "failed" | "cancelled";

/** What belongs together: a DICOM study, or one image that says of no study. */
export interface StudyTable {
  /** Of an image that says of no study its SHA-256; of a DICOM study `studyIdOf` its Study Instance UID. */
  id: string;
  study_instance_uid: string | null;
  patient_id: string | null;
  patient_name: string | null;
  /** As DICOM writes it: YYYYMMDD. */
  patient_birth_date: string | null;
  patient_sex: string | null;
  /** Whole years, as the file says or by birth date and study date. */
  patient_age: number | null;
  /** As DICOM writes it: YYYYMMDD. */
  study_date: string | null;
  accession_number: string | null;
  created_at: SetWhenWritten;
  /** Account that sent it first; null without accounts. */
  created_by: string | null;
}

/** One file that was sent. Its bytes lie in the object store under its SHA-256. */
export interface ImageTable {
  /** SHA-256 of the file, 64 hexadecimal digits. */
  id: string;
  study_id: string;
  /** As it was sent, without folders. May name a patient: never logged. */
  file_name: string;
  bytes: number;
  sop_instance_uid: string | null;
  status: ColumnType<ImageStatus, ImageStatus | undefined, ImageStatus>;
  /** Whether it is to be read even if the model's gate refuses it. */
  anyway: ColumnType<boolean, boolean | undefined, boolean>;
  /** Why it was refused or failed. */
  error_code: string | null;
  error_message: string | null;
  /** Of pg-boss, while there is work to do. */
  job_id: string | null;
  /** Grows whenever anything about the image changes: what server-sent events are made of. */
  revision: ColumnType<string, never, never>;
  created_at: SetWhenWritten;
  updated_at: SetWhenWritten;
}

/** What a model said about an image. Rows are never changed. */
export interface ReadingTable {
  id: Generated<string>;
  image_id: string;
  model_name: string;
  model_version: string;
  model_sha256: string;
  anyway: boolean;
  /** The reading as `readingToJson` writes it, without heatmaps; its text is kept, and so the order of its keys. */
  content: Json<unknown>;
  /** Names of the findings that the content calls positive; made of it by the database. */
  positive: ColumnType<readonly string[], never, never>;
  /** Those of them that are not borderline; made by the database, too. */
  clear: ColumnType<readonly string[], never, never>;
  /** Calibrated probability that anything is abnormal, for sorting; null where the model has none. */
  abnormal: number | null;
  /** SHA-256 of the heatmaps as NumPy file in the object store. */
  heatmaps: string;
  created_at: SetWhenWritten;
}

/** What a person said about a reading. Rows are never changed. */
export interface FeedbackTable {
  id: Generated<string>;
  image_id: string;
  reading_id: string | null;
  kind: "agree" | "disagree" | "missed" | "comment";
  finding: string | null;
  /** Corners in pixels of the original image: [left, top, right, bottom]. */
  box: Json<readonly [number, number, number, number] | null> | null;
  text: string | null;
  created_by: string | null;
  created_at: SetWhenWritten;
}

/** A report's editions: each save is a row of its own. */
export interface ReportTable {
  id: Generated<string>;
  study_id: string;
  edition: number;
  impression: string;
  /** Language of the impression, as BCP 47 names it. */
  language: string;
  created_by: string | null;
  created_at: SetWhenWritten;
}

/** What an account may do: read and comment; also correct others' work; also manage accounts and the server. */
export type Role = "reader" | "reviewer" | "admin";

export interface AccountTable {
  id: Generated<string>;
  name: string;
  /** scrypt with its parameters and salt; null for accounts of an identity provider. */
  password_hash: string | null;
  role: Role;
  /** Issuer and subject of an identity provider. */
  oidc_issuer: string | null;
  oidc_subject: string | null;
  disabled_at: Date | null;
  failed_attempts: ColumnType<number, number | undefined, number>;
  locked_until: Date | null;
  created_at: SetWhenWritten;
}

export interface SessionTable {
  /** SHA-256 of the secret in the cookie. */
  id: string;
  account_id: string;
  csrf_token: string;
  created_at: SetWhenWritten;
  last_seen_at: SetWhenWritten;
  expires_at: Date;
}

/** A secret for programs. */
export interface TokenTable {
  id: Generated<string>;
  account_id: string;
  name: string;
  /** SHA-256 of the secret. */
  hash: string;
  role: Role;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  created_at: SetWhenWritten;
}

/** The audit log; each row's `mac` covers the row and the `mac` before it. */
export interface AuditTable {
  sequence: string;
  time: Date;
  actor: string;
  action: string;
  subject: string | null;
  detail: Json<Readonly<Record<string, unknown>>>;
  mac: string;
}

/** All tables, by their names in the database. */
export interface Tables {
  study: StudyTable;
  image: ImageTable;
  reading: ReadingTable;
  feedback: FeedbackTable;
  report: ReportTable;
  account: AccountTable;
  session: SessionTable;
  token: TokenTable;
  audit: AuditTable;
}

export type StudyRow = Selectable<StudyTable>;
export type ImageRow = Selectable<ImageTable>;
export type FeedbackRow = Selectable<FeedbackTable>;
export type ReportRow = Selectable<ReportTable>;
export type AccountRow = Selectable<AccountTable>;
