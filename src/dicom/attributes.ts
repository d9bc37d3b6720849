import { type DicomObject, decimals, items, strings, text } from "./data-set.ts";
import type { Keyword } from "./tags.ts";

/** Identity and acquisition attributes of a DICOM radiograph that later stages use. */
export interface DicomAttributes {
  readonly transferSyntaxUid: string;
  readonly sopClassUid: string | null;
  readonly sopInstanceUid: string | null;
  readonly studyInstanceUid: string | null;
  readonly seriesInstanceUid: string | null;
  readonly modality: string | null;
  readonly bodyPart: string | null;
  readonly viewPosition: string | null;
  /** The first item of View Code Sequence (0054,0220): its code and what the file calls it. */
  readonly viewCode: string | null;
  readonly viewMeaning: string | null;
  /** Where rows and where columns lead, e.g. L and F: to the patient's left and feet. */
  readonly patientOrientation: readonly string[];
  readonly presentationIntent: string | null;
  readonly patientId: string | null;
  readonly patientName: string | null;
  /** YYYYMMDD (PS3.5 section 6.2, DA), as the file has it. */
  readonly patientBirthDate: string | null;
  readonly patientSex: string | null;
  readonly patientAge: string | null;
  readonly studyDate: string | null;
  readonly accessionNumber: string | null;
  readonly manufacturer: string | null;
}

/** Reads the attributes as the file states them; none of them is interpreted here. */
export function readAttributes(object: DicomObject): DicomAttributes {
  const read = (keyword: Keyword) => text(object, keyword);
  const [view] = items(object, "ViewCodeSequence");
  return Object.freeze({
    transferSyntaxUid: object.transferSyntaxUid,
    sopClassUid: read("SOPClassUID"),
    sopInstanceUid: read("SOPInstanceUID"),
    studyInstanceUid: read("StudyInstanceUID"),
    seriesInstanceUid: read("SeriesInstanceUID"),
    modality: read("Modality"),
    bodyPart: read("BodyPartExamined"),
    viewPosition: read("ViewPosition"),
    viewCode: view === undefined ? null : text(view, "CodeValue"),
    viewMeaning: view === undefined ? null : text(view, "CodeMeaning"),
    patientOrientation: Object.freeze(strings(object, "PatientOrientation")),
    presentationIntent: read("PresentationIntentType"),
    patientId: read("PatientID"),
    patientName: read("PatientName"),
    patientBirthDate: read("PatientBirthDate"),
    patientSex: read("PatientSex"),
    patientAge: read("PatientAge"),
    studyDate: read("StudyDate"),
    accessionNumber: read("AccessionNumber"),
    manufacturer: read("Manufacturer"),
  });
}

/**
 * Distance between pixel centres in mm, between rows then between columns: Pixel Spacing (0028,0030),
 * else Imager Pixel Spacing (0018,1164), which is measured at the detector (PS3.3 10.7.1.3).
 */
export function readPixelSpacing(object: DicomObject): readonly [number, number] | null {
  for (const keyword of ["PixelSpacing", "ImagerPixelSpacing"] as const) {
    const [rows, columns] = decimals(object, keyword);
    if (rows !== undefined && columns !== undefined && rows > 0 && columns > 0) {
      return [rows, columns];
    }
  }
  return null;
}
