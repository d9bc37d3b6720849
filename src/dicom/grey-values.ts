import { type DicomObject, decimals, element, integer, strings, text } from "./data-set.ts";
import { DicomError } from "./errors.ts";
import { type PixelLayout, storedRange } from "./pixel-layout.ts";
import { describeTag, type Keyword } from "./tags.ts";

/** The modality LUT in its linear form: value = slope x stored + intercept (PS3.3 C.11.1.1.2). */
export interface Rescale {
  readonly slope: number;
  readonly intercept: number;
}

/** One window of a file and the function it belongs to (PS3.3 C.11.2.1.2 and C.11.2.1.3). */
export interface DicomWindow {
  readonly kind: "linear" | "linear-exact" | "sigmoid";
  readonly center: number;
  readonly width: number;
}

/** Rescale Slope and Intercept; 1 and 0 where the file has none. */
export function readRescale(object: DicomObject): Rescale {
  refuseTable(object, "ModalityLUTSequence");
  const [slope = 1] = decimals(object, "RescaleSlope");
  const [intercept = 0] = decimals(object, "RescaleIntercept");
  if (slope === 0) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag("RescaleSlope")} is 0, which makes all pixels equal. Correct the attribute or export the image again.`,
    );
  }
  return { slope, intercept };
}

const FUNCTIONS: Readonly<Record<string, DicomWindow["kind"]>> = {
  LINEAR: "linear",
  LINEAR_EXACT: "linear-exact",
  SIGMOID: "sigmoid",
};

/**
 * The first window of the file, or null where it has none.
 *
 * Several windows are alternatives of which a viewer shows one (PS3.3 C.11.2.1.2.1): the first is taken,
 * and `remarks` is told. A VOI LUT Sequence beside a window is another alternative; alone it is refused.
 */
export function readWindow(object: DicomObject, remarks: string[]): DicomWindow | null {
  const centers = decimals(object, "WindowCenter");
  const widths = decimals(object, "WindowWidth");
  const [center] = centers;
  const [width] = widths;
  if (center === undefined && width === undefined) {
    refuseTable(object, "VOILUTSequence");
    return null;
  }
  const name = text(object, "VOILUTFunction") ?? "LINEAR";
  const kind = FUNCTIONS[name];
  if (kind === undefined) {
    throw new DicomError(
      "UNSUPPORTED_ENCODING",
      `${describeTag("VOILUTFunction")} is ${name}; LINEAR, LINEAR_EXACT and SIGMOID are read. Export the image with one of them.`,
      { name },
    );
  }
  if (center === undefined || width === undefined || !(width >= (kind === "linear" ? 1 : 1e-12))) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag("WindowCenter")} ${center ?? "absent"} and ${describeTag("WindowWidth")} ${width ?? "absent"} are no window. Correct or remove both attributes.`,
      { center, width },
    );
  }
  if (centers.length > 1) {
    const [explanation] = strings(object, "WindowExplanation");
    const label = explanation ? ` "${explanation}"` : "";
    remarks.push(
      `${describeTag("WindowCenter")} offers ${centers.length} windows; the first${label} is used: center ${center}, width ${width}.`,
    );
  }
  if (element(object, "VOILUTSequence") !== null) {
    remarks.push(
      `${describeTag("VOILUTSequence")} is an alternative to the window and is not used.`,
    );
  }
  return { kind, center, width };
}

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
 * Notes a Presentation LUT Shape (2050,0020) that contradicts the photometric interpretation. The two
 * say the same in a valid object: INVERSE with MONOCHROME1, IDENTITY with MONOCHROME2 (PS3.3 C.8.11.3.1.2).
 */
export function checkPresentationShape(
  object: DicomObject,
  layout: PixelLayout,
  remarks: string[],
): void {
  const shape = text(object, "PresentationLUTShape");
  if (shape === null || (shape === "INVERSE") === (layout.photometric === "MONOCHROME1")) return;
  remarks.push(
    `${describeTag("PresentationLUTShape")} is ${shape}, which contradicts ${layout.photometric}; ${describeTag("PhotometricInterpretation")} is followed.`,
  );
}

/** Refuses a lookup table, which is not read yet and must not be left out silently. */
function refuseTable(object: DicomObject, keyword: Keyword): void {
  const sequence = element(object, keyword);
  if (sequence === null || sequence.items?.length === 0) return;
  throw new DicomError(
    "UNSUPPORTED_ENCODING",
    `its grey values go through a table, ${describeTag(keyword)}, which is not read yet. Export the image with rescale and window instead, or as PNG.`,
    { keyword },
  );
}
