import { type DicomObject, decimals, element, integer, requiredInteger, text } from "./data-set.ts";
import { DicomError } from "./errors.ts";
import { describeTag } from "./tags.ts";

/** Photometric interpretations with colour that can be brought to red, green and blue (PS3.3 C.7.6.3.1.2). */
const COLOURS = ["PALETTE COLOR", "RGB", "YBR_FULL", "YBR_FULL_422", "YBR_RCT", "YBR_ICT"] as const;

/** One of them. */
export type DicomColour = (typeof COLOURS)[number];

/** How pixels are laid out and what their bits mean: the Image Pixel Module (PS3.3 C.7.6.3). */
export interface PixelLayout {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  /** Of a colour image, that of the grey which it may turn out to be. */
  readonly photometric: "MONOCHROME1" | "MONOCHROME2";
  readonly colour: DicomColour | null;
  readonly samples: 1 | 3;
  /** Whether the samples of one kind lie together rather than those of one pixel. */
  readonly isPlanar: boolean;
  readonly bitsAllocated: 8 | 16;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/**
 * Reads and checks the layout. Only attributes are looked at: nothing is allocated or decoded.
 *
 * Whether rows and columns are plausible for a radiograph is for the caller to judge before decoding.
 */
export function readPixelLayout(object: DicomObject): PixelLayout {
  requirePixelData(object);
  const { photometric, colour, samples } = readPhotometric(object);
  const bitsAllocated = requiredInteger(object, "BitsAllocated");
  if (bitsAllocated !== 8 && bitsAllocated !== 16) {
    throw new DicomError(
      "UNSUPPORTED_ENCODING",
      `${describeTag("BitsAllocated")} is ${bitsAllocated}; 8 and 16 are read. Export the image with 16 bits allocated.`,
      { bitsAllocated },
    );
  }
  if (samples === 3 && bitsAllocated !== 8) {
    throw new DicomError(
      "UNSUPPORTED_ENCODING",
      `${describeTag("BitsAllocated")} is ${bitsAllocated} with 3 samples per pixel; 8 are read. Export the image in grey.`,
      { bitsAllocated, samples },
    );
  }
  const bitsStored = requiredInteger(object, "BitsStored");
  const highBit = integer(object, "HighBit") ?? bitsStored - 1;
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated) {
    throw contradiction("BitsStored", bitsStored, `does not fit ${bitsAllocated} bits allocated`);
  }
  if (highBit < bitsStored - 1) {
    throw contradiction("HighBit", highBit, `leaves no room for ${bitsStored} bits stored`);
  }
  const representation = integer(object, "PixelRepresentation") ?? 0;
  if (representation > 1) {
    throw contradiction("PixelRepresentation", representation, "is neither 0 nor 1");
  }
  return {
    rows: requiredInteger(object, "Rows"),
    columns: requiredInteger(object, "Columns"),
    frames: readFrameCount(object),
    photometric,
    colour,
    samples,
    isPlanar: samples === 3 && integer(object, "PlanarConfiguration") === 1,
    bitsAllocated,
    bitsStored,
    highBit,
    signed: representation === 1,
  };
}

/** Refuses reports, presentation states, headers, and the two kinds of floating point images. */
export function requirePixelData(object: DicomObject): void {
  if (element(object, "PixelData") !== null) return;
  for (const keyword of ["FloatPixelData", "DoubleFloatPixelData"] as const) {
    if (element(object, keyword) !== null) {
      throw new DicomError(
        "UNSUPPORTED_ENCODING",
        `its pixels are in ${describeTag(keyword)}, which no radiograph uses. Export the image with integer pixels.`,
      );
    }
  }
  const what =
    element(object, "Rows") === null
      ? "it is no image but another kind of object, e.g. a report"
      : "it is an image's header alone, or was cut off before its pixels";
  throw new DicomError(
    "NO_PIXEL_DATA",
    `there is no ${describeTag("PixelData")}: ${what}. Pass the image itself.`,
  );
}

/** The smallest and largest value that the stored bits can express. */
export function storedRange({ bitsStored, signed }: PixelLayout): { low: number; high: number } {
  const values = 2 ** bitsStored;
  return signed ? { low: -values / 2, high: values / 2 - 1 } : { low: 0, high: values - 1 };
}

/**
 * The photometric interpretation. One with colour is let through here, since its pixels may be grey all the
 * same; whether they are is for the caller to judge after decoding.
 */
function readPhotometric(
  object: DicomObject,
): Pick<PixelLayout, "photometric" | "colour" | "samples"> {
  const samples = integer(object, "SamplesPerPixel") ?? 1;
  const photometric = text(object, "PhotometricInterpretation");
  if (photometric === null) {
    throw new DicomError(
      "CORRUPT_IMAGE",
      `${describeTag("PhotometricInterpretation")} is missing, so black and white cannot be told apart. Export the image again.`,
    );
  }
  if (samples === 1 && (photometric === "MONOCHROME1" || photometric === "MONOCHROME2")) {
    return { photometric, colour: null, samples };
  }
  const colour = COLOURS.find((name) => name === photometric);
  if (colour !== undefined && samples === (colour === "PALETTE COLOR" ? 1 : 3)) {
    return { photometric: "MONOCHROME2", colour, samples };
  }
  throw new DicomError(
    "COLOUR_IMAGE",
    `${describeTag("PhotometricInterpretation")} is ${photometric} with ${samples} sample(s) per pixel; radiographs are MONOCHROME1 or MONOCHROME2. Pass the original radiograph, not a colour capture.`,
    { photometric, samples },
  );
}

/** Number of Frames (0028,0008), which an image of one frame need not have. */
function readFrameCount(object: DicomObject): number {
  const [frames = 1] = decimals(object, "NumberOfFrames");
  if (!Number.isInteger(frames) || frames < 1) {
    throw contradiction("NumberOfFrames", frames, "is no count of frames");
  }
  return frames;
}

/** The error for an attribute that contradicts another. */
function contradiction(
  keyword: "BitsStored" | "HighBit" | "PixelRepresentation" | "NumberOfFrames",
  value: number | undefined,
  why: string,
): DicomError {
  return new DicomError(
    "CORRUPT_IMAGE",
    `${describeTag(keyword)} is ${value}, which ${why}. Correct the attribute or export the image again.`,
    { keyword, value },
  );
}
