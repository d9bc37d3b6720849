import { type DicomObject, integer, items, text } from "./data-set.ts";
import { DicomError } from "./errors.ts";
import type { ModalityLut } from "./modality-lut.ts";
import { type PixelLayout, storedRange } from "./pixel-layout.ts";
import { describeTag } from "./tags.ts";

/** The stored values that mark pixels outside the image (PS3.3 C.7.5.1.1.2), or null where none do. */
export function readPadding(
  object: DicomObject,
  layout: PixelLayout,
): { readonly low: number; readonly high: number } | null {
  const value = integer(object, "PixelPaddingValue", layout.signed);
  if (value === null) return null;
  const limit = integer(object, "PixelPaddingRangeLimit", layout.signed) ?? value;
  const { low, high } = storedRange(layout);
  if (Math.max(value, limit) < low || Math.min(value, limit) > high) return null;
  return { low: Math.min(value, limit), high: Math.max(value, limit) };
}

/**
 * Checks how the values are to be presented: Presentation LUT Shape (2050,0020) says the same as the
 * photometric interpretation in a valid object, INVERSE with MONOCHROME1, IDENTITY with MONOCHROME2 (PS3.3
 * C.8.11.3.1.2); a contradiction is noted. A table in its place is refused: only presentation states have it.
 */
export function checkPresentation(
  object: DicomObject,
  layout: PixelLayout,
  remarks: string[],
): void {
  if (items(object, "PresentationLUTSequence").length > 0) {
    throw new DicomError(
      "UNSUPPORTED_ENCODING",
      `its grey values go through a presentation table, ${describeTag("PresentationLUTSequence")}, which is not read. Export the image with Presentation LUT Shape instead.`,
    );
  }
  const shape = text(object, "PresentationLUTShape");
  if (shape === null || (shape === "INVERSE") === (layout.photometric === "MONOCHROME1")) return;
  remarks.push(
    `${describeTag("PresentationLUTShape")} is ${shape}, which contradicts ${layout.photometric}; ${describeTag("PhotometricInterpretation")} is followed.`,
  );
}

/**
 * Checks how values relate to the X-rays behind the patient (PS3.3 C.8.11.3.1.2).
 *
 * LOG and DISP are how film looks. Values in proportion to exposure, LIN, look like a radiograph only
 * through the window or table that the file brings along; without one they are refused. A sign by which
 * bones would be dark is noted: the networks have learned from bright bones.
 */
export function checkIntensityRelationship(
  object: DicomObject,
  layout: PixelLayout,
  { modality, hasVoi }: { readonly modality: ModalityLut; readonly hasVoi: boolean },
  remarks: string[],
): void {
  const relationship = text(object, "PixelIntensityRelationship");
  if (relationship === "LIN") {
    if (!hasVoi) {
      throw new DicomError(
        "UNSUPPORTED_ENCODING",
        `its values are proportional to exposure: ${describeTag("PixelIntensityRelationship")} is LIN, and there is no window or VOI LUT to show them by. Export the image for presentation.`,
        { relationship },
      );
    }
    remarks.push(
      `Values are proportional to exposure (${describeTag("PixelIntensityRelationship")} is LIN); they are shown by the file's own window or table.`,
    );
  }
  const sign = integer(object, "PixelIntensityRelationshipSign", true);
  if (sign === null || modality.kind === "table" || modality.slope < 0) return;
  if (sign > 0 === (layout.photometric === "MONOCHROME1")) return;
  remarks.push(
    `${describeTag("PixelIntensityRelationshipSign")} is ${sign}, by which ${layout.photometric} shows bones dark; the image is read as it would be shown.`,
  );
}
