import { count, type DatasetError, someOf } from "../errors.ts";
import { malformed } from "../table.ts";

/** The ChestX-ray14 patient of an image that was taken from there, null if it isn't known. */
export type NihPatientOf = (image: string) => string | null;

/**
 * Reads pneumonia-challenge-dataset-mappings_2018.json: RSNA's list of the 30,000 images that it took from
 * ChestX-ray14 for its challenge. Each entry has the NIH's name ("img_id": "00004903_001.png"), Kaggle's name
 * ("subset_img_id") and the DICOM file's own ("SOPInstanceUID"), which SIIM's challenge uses; an image is found
 * by either of the last two.
 *
 * Download: https://www.rsna.org/rsnai/ai-image-challenge/rsna-pneumonia-detection-challenge-2018
 */
export function readNihMapping(contents: Uint8Array, fileName: string): NihPatientOf {
  const patientOf = new Map<string, string>();
  const entries = parse(contents, fileName);
  for (const [index, entry] of entries.entries()) {
    const { img_id: original, subset_img_id: kaggle, SOPInstanceUID: instance } = entry;
    const [, digits] = /^(\d{8})_\d{3}\.png$/.exec(String(original)) ?? [];
    if (digits === undefined || typeof kaggle !== "string") {
      throw malformed(
        fileName,
        `entry ${count(index + 1)} has no "img_id" such as 00004903_001.png and "subset_img_id". Fetch the file again from RSNA.`,
        { entry: index },
      );
    }
    // The label table writes patients without leading zeros.
    const patient = String(Number(digits));
    patientOf.set(kaggle, patient);
    if (typeof instance === "string") patientOf.set(instance, patient);
  }
  return (image) => patientOf.get(image) ?? null;
}

/** An error about images that the mapping doesn't have. */
export function unmapped(images: readonly string[], mappingName: string): DatasetError {
  return malformed(
    mappingName,
    `${count(images.length)} of the labelled images are not in it: ${someOf(images)}. Without their NIH patients they could stand on both sides of a split.`,
    { images },
  );
}

function parse(contents: Uint8Array, fileName: string): Readonly<Record<string, unknown>>[] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(contents));
  } catch (error) {
    throw malformed(fileName, "no JSON. Fetch the file again from RSNA.", {}, error);
  }
  if (Array.isArray(json))
    return json.filter((entry) => typeof entry === "object" && entry !== null);
  throw malformed(fileName, "no list of images. Fetch the file again from RSNA.");
}
