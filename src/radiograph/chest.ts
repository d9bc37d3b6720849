import type { DicomAttributes } from "../dicom/index.ts";
import { RefusedRadiographError } from "./errors.ts";
import type { ViewPosition } from "./radiograph.ts";

/**
 * Modalities that take chest radiographs (PS3.3 C.7.3.1.1.1): computed and digital radiography, digitized
 * film (RG), and DR, which the standard never had but some systems write. Fluoroscopy and angiography
 * (RF, XA) make runs of images at other exposures; captures (OT, SC) may show anything.
 */
const MODALITIES: readonly string[] = ["CR", "DX", "DR", "RG"];

/** Words for the chest in Body Part Examined: PS3.16 annex L's, and what devices in other languages write. */
const CHEST_WORDS: readonly string[] = [
  "CHEST",
  "THORAX",
  "LUNG",
  "LUNGS",
  "TORAX",
  "TORACE",
  "TÓRAX",
];

/** Words that may stand beside them, e.g. "CHEST PA" or "PORTABLE CHEST". */
const COMPANION_WORDS: readonly string[] = [
  "PA",
  "AP",
  "PORTABLE",
  "BED",
  "ERECT",
  "SUPINE",
  "ADULT",
];

/** Views from the side or aslant (PS3.3 C.8.7.5, C.8.11.5), as a word in view or body part. */
const LATERAL_WORDS: readonly string[] = [
  ...["LL", "RL", "LLD", "RLD", "LLO", "RLO", "LAT", "LATERAL"],
  ...["OBLIQUE", "LAO", "RAO", "LPO", "RPO"],
];

/** Laterals and obliques among the codes of views (PS3.16 CID 4010): SNOMED CT, and the SNOMED RT of older files. */
const LATERAL_CODES: readonly string[] = [
  ...["399067008", "399173006", "399198007", "399352003", "399260004", "399182000", "399184004"],
  ...["399236003", "399135007", "399356000", "399006002", "399038007"],
  ...["R-102CD", "R-10236", "R-10232", "R-10228", "R-10224", "R-102C1", "R-10238"],
  ...["R-10234", "R-10220", "R-40985", "R-10212", "R-10210"],
];

/** Frontal views among them. */
const FRONTAL_CODES: Readonly<Record<string, ViewPosition>> = {
  "272479007": "PA",
  "R-40888": "PA",
  "R-10214": "PA",
  "399348003": "AP",
  "R-10206": "AP",
};

/**
 * Why a DICOM image, by its own attributes, is no frontal chest radiograph; null if nothing speaks against it.
 * A body part or a modality that is not given is accepted with a remark: data sets that were made anonymous lack them.
 */
export function whyNotChest(
  attributes: DicomAttributes,
  remarks: string[],
): RefusedRadiographError | null {
  const { modality, bodyPart } = attributes;
  if (modality !== null && !MODALITIES.includes(modality.toUpperCase())) {
    return refused(`modality is ${modality} (0008,0060), not one of ${MODALITIES.join(", ")}`, {
      modality,
    });
  }
  const partWords = words(bodyPart);
  const lateral = whyLateral(attributes);
  if (lateral !== null) return refused(`${lateral}, a lateral view`, { lateral });
  if (modality === null) {
    remarks.push("Modality is not given (0008,0060); taken to be radiography.");
  }
  if (partWords.length === 0) {
    remarks.push("Body part is not given (0018,0015); taken to be the chest.");
  } else if (!isChest(partWords)) {
    return refused(`body part is ${bodyPart} (0018,0015)`, { bodyPart });
  }
  return null;
}

/** Refuses raw values of a detector, which are not made to be looked at. */
export function requireForPresentation({ presentationIntent }: DicomAttributes): void {
  if (presentationIntent !== "FOR PROCESSING") return;
  throw new RefusedRadiographError(
    "UNSUPPORTED_ENCODING",
    "it holds raw detector values: Presentation Intent Type (0008,0068) is FOR PROCESSING. Pass the image FOR PRESENTATION of the same exposure.",
    { presentationIntent },
  );
}

/** The direction of the beam, where the file states one of the two that are read, in words or as a code. */
export function viewOf({ viewPosition, viewCode }: DicomAttributes): ViewPosition | null {
  const [view] = words(viewPosition).filter((word) => word === "PA" || word === "AP");
  return view === "PA" || view === "AP" ? view : (FRONTAL_CODES[viewCode ?? ""] ?? null);
}

/** Tells whether words name the chest, and nothing beside it but how it was taken. */
function isChest(partWords: readonly string[]): boolean {
  return (
    partWords.some((word) => CHEST_WORDS.includes(word)) &&
    partWords.every((word) => CHEST_WORDS.includes(word) || COMPANION_WORDS.includes(word))
  );
}

/** Splits an attribute into upper-case words. */
function words(value: string | null): readonly string[] {
  return (value ?? "")
    .toUpperCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
}

/**
 * Which attribute says that the view is not frontal, or null where none does. Rows of a frontal view lead to
 * the patient's left or right; where they lead to the front or back, the patient was seen from the side.
 */
function whyLateral(attributes: DicomAttributes): string | null {
  const { bodyPart, viewPosition, viewCode, viewMeaning, patientOrientation } = attributes;
  const isLateral = (value: string | null) =>
    words(value).some((word) => LATERAL_WORDS.includes(word));
  const [rowsLeadTo = ""] = patientOrientation;
  if (isLateral(bodyPart)) return `body part is ${bodyPart} (0018,0015)`;
  if (isLateral(viewPosition)) return `view position is ${viewPosition} (0018,5101)`;
  if (LATERAL_CODES.includes(viewCode ?? "") || isLateral(viewMeaning)) {
    return `view code is ${viewCode}, ${viewMeaning} (0054,0220)`;
  }
  if (/^[AP](?![AP])/.test(rowsLeadTo)) {
    return `patient orientation is ${patientOrientation.join("\\")} (0020,0020)`;
  }
  return null;
}

/** The error for an image of something else. */
function refused(what: string, fields: Readonly<Record<string, unknown>>): RefusedRadiographError {
  return new RefusedRadiographError(
    "NOT_A_CHEST_RADIOGRAPH",
    `${what}. Thorascope reads frontal chest radiographs only.`,
    fields,
  );
}
