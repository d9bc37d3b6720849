import { createHash } from "node:crypto";
import type { Insertable } from "kysely";
import type { DicomAttributes } from "../../dicom/index.ts";
import type { StudyTable } from "../store/tables.ts";
import { printable } from "./file-label.ts";

/** So that a study's id is no hash that others make of its UID too. */
const PREFIX = "thorascope/study/";

/** Long string (LO) has 64 characters, a person's name (PN) three components of as many (PS3.5 section 6.2). */
const LONGEST = 200;

/** What an image says of its study. */
export type StudyIdentity = Omit<Insertable<StudyTable>, "created_at" | "created_by">;

/** The id of a DICOM study, 64 hexadecimal digits: its Study Instance UID may lead to a patient, this does not. */
export function studyIdOf(studyInstanceUid: string): string {
  return createHash("sha256")
    .update(PREFIX + studyInstanceUid)
    .digest("hex");
}

/**
 * The study that a file belongs to: that of its Study Instance UID; without one, a study of its own.
 *
 * @param sha256 of the file.
 */
export function studyOf(sha256: string, attributes: DicomAttributes | null): StudyIdentity {
  const text = (value: string | null | undefined) => printable(value ?? "", LONGEST) || null;
  const uid = text(attributes?.studyInstanceUid);
  const birthDate = text(attributes?.patientBirthDate);
  const studyDate = text(attributes?.studyDate);
  return {
    id: uid === null ? sha256 : studyIdOf(uid),
    study_instance_uid: uid,
    patient_id: text(attributes?.patientId),
    patient_name: text(attributes?.patientName),
    patient_birth_date: birthDate,
    patient_sex: text(attributes?.patientSex),
    patient_age: yearsOf(attributes?.patientAge ?? null) ?? yearsBetween(birthDate, studyDate),
    study_date: studyDate,
    accession_number: text(attributes?.accessionNumber),
  };
}

/** How many of DICOM's units make a year. */
const UNITS_PER_YEAR: Readonly<Record<string, number>> = { D: 365.25, W: 52.18, M: 12, Y: 1 };

/** Whole years of an age string (AS: 018M, 054Y; PS3.5 section 6.2). */
function yearsOf(age: string | null): number | null {
  const [, number, unit = ""] = /^(\d{1,3})([DWMY])$/.exec(age ?? "") ?? [];
  const units = UNITS_PER_YEAR[unit];
  return units === undefined ? null : Math.floor(Number(number) / units);
}

/** Whole years from one date to another, both YYYYMMDD. */
function yearsBetween(from: string | null, to: string | null): number | null {
  if (from === null || to === null || !/^\d{8}$/.test(from) || !/^\d{8}$/.test(to)) return null;
  const years = Math.floor((Number(to) - Number(from)) / 10_000);
  return years >= 0 && years < 150 ? years : null;
}
