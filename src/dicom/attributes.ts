import { type DicomObject, items, strings, text } from "./data-set.ts";
import { describeTag, type Keyword } from "./tags.ts";

/** What two spacings may differ by, as a share, and be one that was rounded. */
const ROUNDING = 1e-3;

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
  /** Whether Pixel Spacing (0028,0030) is corrected to lengths within the patient (PS3.3 10.7.1). */
  readonly isSpacingCalibrated: boolean;
}

/** Reads the attributes as the file states them; none is interpreted here but whether the spacing is calibrated. */
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
    isSpacingCalibrated: isSpacingCalibrated(object),
  });
}

/**
 * Distance between pixel centres in mm, between rows then between columns: Pixel Spacing (0028,0030), else Imager
 * Pixel Spacing (0018,1164), which is measured at the detector (PS3.3 10.7.1).
 *
 * @param remarks takes note of one that is given and cannot be used: the image can be read without.
 */
export function readPixelSpacing(
  object: DicomObject,
  remarks: string[] = [],
): readonly [number, number] | null {
  for (const keyword of ["PixelSpacing", "ImagerPixelSpacing"] as const) {
    const spacing = spacingOf(object, keyword);
    if (spacing !== null) return spacing;
    const values = strings(object, keyword);
    if (values.some((value) => value !== "")) {
      remarks.push(
        `${describeTag(keyword)} is "${values.join("\\")}", which is no spacing; it is passed over.`,
      );
    }
  }
  return null;
}

/**
 * Whether Pixel Spacing is corrected for the body's distance from the detector: where its Calibration Type is given,
 * or where it is another than Imager Pixel Spacing (PS3.3 10.7.1).
 */
function isSpacingCalibrated(object: DicomObject): boolean {
  const spacing = spacingOf(object, "PixelSpacing");
  if (spacing === null) return false;
  if (text(object, "PixelSpacingCalibrationType") !== null) return true;
  const [rows, columns] = spacingOf(object, "ImagerPixelSpacing") ?? spacing;
  return (
    Math.abs(spacing[0] / rows - 1) > ROUNDING || Math.abs(spacing[1] / columns - 1) > ROUNDING
  );
}

/** A spacing of two positive numbers; null where there is none. */
function spacingOf(object: DicomObject, keyword: Keyword): readonly [number, number] | null {
  const [rows = Number.NaN, columns = Number.NaN] = strings(object, keyword).map(Number);
  const isSpacing = [rows, columns].every((value) => Number.isFinite(value) && value > 0);
  return isSpacing ? [rows, columns] : null;
}
