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

/** View positions from the side (PS3.3 C.8.7.5, C.8.11.5), as a word in view or body part. */
const LATERAL_WORDS: readonly string[] = ["LL", "RL", "LLD", "RLD", "LAT", "LATERAL"];

/**
 * Refuses DICOM images that, by their own attributes, are no frontal chest radiograph for presentation.
 * A body part that is not given is accepted with a remark; the modality is mandatory in every image.
 */
export function requireChestRadiograph(attributes: DicomAttributes, remarks: string[]): void {
  const { modality, bodyPart, viewPosition, presentationIntent } = attributes;
  if (modality === null || !MODALITIES.includes(modality.toUpperCase())) {
    throw refused(
      `modality is ${modality ?? "not given"} (0008,0060), not one of ${MODALITIES.join(", ")}`,
      { modality },
    );
  }
  const partWords = words(bodyPart);
  if ([...partWords, ...words(viewPosition)].some((word) => LATERAL_WORDS.includes(word))) {
    throw refused(lateral(attributes), { bodyPart, viewPosition });
  }
  if (partWords.length === 0) {
    remarks.push("Body part is not given (0018,0015); taken to be the chest.");
  } else if (!isChest(partWords)) {
    throw refused(`body part is ${bodyPart} (0018,0015)`, { bodyPart });
  }
  if (presentationIntent === "FOR PROCESSING") {
    throw new RefusedRadiographError(
      "UNSUPPORTED_ENCODING",
      "it holds raw detector values: Presentation Intent Type (0008,0068) is FOR PROCESSING. Pass the image FOR PRESENTATION of the same exposure.",
      { presentationIntent },
    );
  }
}

/** The direction of the beam, where the file states one of the two that are read. */
export function viewOf({ viewPosition }: DicomAttributes): ViewPosition | null {
  const [view] = words(viewPosition).filter((word) => word === "PA" || word === "AP");
  return view === "PA" || view === "AP" ? view : null;
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

/** Which attribute says that the view is lateral. */
function lateral({ bodyPart, viewPosition }: DicomAttributes): string {
  return words(bodyPart).some((word) => LATERAL_WORDS.includes(word))
    ? `body part is ${bodyPart} (0018,0015), a lateral view`
    : `view position is ${viewPosition} (0018,5101), a lateral view`;
}

/** The error for an image of something else. */
function refused(what: string, fields: Readonly<Record<string, unknown>>): RefusedRadiographError {
  return new RefusedRadiographError(
    "NOT_A_CHEST_RADIOGRAPH",
    `${what}. Thorascope reads frontal chest radiographs only.`,
    fields,
  );
}
