import { type Radiograph, toGrey, type Voi } from "../../radiograph/index.ts";

/** Steps of 16 bits. */
const HIGHEST = 65_535;

/** How far beyond the values padding may lie, in their range: they keep 12 of 16 bits. */
const FARTHEST_PADDING = 15;

/**
 * A radiograph as viewers take it: 16-bit pixels, and what brings them to grey by themselves, so that a person
 * can change the window.
 */
export interface ViewerPixels {
  readonly rows: number;
  readonly columns: number;
  /** Row by row from the top left. A value in the file's units is `slope * pixel + intercept`. */
  readonly pixels: Uint16Array;
  readonly slope: number;
  readonly intercept: number;
  readonly window: {
    readonly center: number;
    readonly width: number;
    /** As VOI LUT Function (0028,1056). */
    readonly function: "LINEAR" | "LINEAR_EXACT" | "SIGMOID";
  };
  readonly photometric: "MONOCHROME1" | "MONOCHROME2";
  /** The pixel that stands for all outside the image, and for nothing else; null where there is none. */
  readonly padding: number | null;
  /** Millimetres between rows, between columns; null where the file does not say. */
  readonly pixelSpacing: readonly [number, number] | null;
  /** Where these millimetres are: in the patient, as the file was calibrated, or at the detector. */
  readonly pixelSpacingKind: "calibrated" | "detector";
}

/**
 * Brings a radiograph into the form of viewers. Whole numbers within 65,536 of each other stay exact, other values
 * go to the nearest of so many steps. Where a table makes the grey, the pixels are that grey already. Padding has
 * the pixel that is shown black for itself, and lies as far from the values as it takes to be black in the window.
 */
export function viewerPixels(radiograph: Radiograph): ViewerPixels {
  const { rows, columns, pixelSpacing, attributes, voi } = radiograph;
  const pixelSpacingKind = attributes?.isSpacingCalibrated ? "calibrated" : "detector";
  const about = { rows, columns, pixelSpacing, pixelSpacingKind } as const;
  if (voi.kind === "table") return { ...about, ...greyPixels(radiograph) };
  const window = windowOf(voi);
  const scale = scaleOf(radiograph, window);
  const { photometric } = radiograph;
  return { ...about, ...scale, pixels: store(radiograph, scale), window, photometric };
}

/** A window as it is, a range as the window from end to end. */
function windowOf(voi: Exclude<Voi, { kind: "table" }>): ViewerPixels["window"] {
  if (voi.kind !== "range") {
    return { center: voi.center, width: voi.width, function: FUNCTIONS[voi.kind] };
  }
  const { low, high } = voi;
  return {
    center: (low + high) / 2,
    width: Math.max(high - low, 1e-6),
    function: "LINEAR_EXACT",
  };
}

const FUNCTIONS = { linear: "LINEAR", "linear-exact": "LINEAR_EXACT", sigmoid: "SIGMOID" } as const;

type Scale = Pick<ViewerPixels, "slope" | "intercept" | "padding">;

/** Grey from 0 to 1 as pixels. */
function greyPixels(radiograph: Radiograph) {
  const { pixels: values, padding } = radiograph;
  const grey = toGrey(radiograph);
  const isAny = padding !== null && values.some((value) => isPadding(value, padding));
  const first = isAny ? 1 : 0;
  const steps = HIGHEST - first;
  const pixels = Uint16Array.from(grey, (value, index) =>
    isPadding(values[index] ?? 0, padding) ? 0 : first + Math.round(value * steps),
  );
  return {
    pixels,
    slope: 1 / steps,
    intercept: isAny ? -1 / steps : 0,
    padding: isAny ? 0 : null,
    window: { center: 0.5, width: 1, function: "LINEAR_EXACT" },
    photometric: "MONOCHROME2",
  } as const;
}

/** How values become 16 bits, and where padding goes. */
function scaleOf(
  { pixels, padding, photometric }: Radiograph,
  { center, width }: ViewerPixels["window"],
): Scale {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let isWhole = true;
  let isPadded = false;
  for (const value of pixels) {
    if (isPadding(value, padding)) {
      isPadded = true;
      continue;
    }
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    isWhole &&= Number.isInteger(value);
  }
  const range = highest - lowest;
  if (!isPadded) {
    const slope = isWhole && range <= HIGHEST ? 1 : range / HIGHEST || 1;
    return { slope, intercept: lowest, padding: null };
  }
  const isWhiteLow = photometric === "MONOCHROME1";
  const toBlack = isWhiteLow ? center + width / 2 - highest : lowest - (center - width / 2);
  // What is beyond the window's end is black in it.
  const gap = Math.min(Math.max(toBlack, range / (HIGHEST - 1)), FARTHEST_PADDING * range);
  const slope = isWhole && range < HIGHEST ? 1 : (range + gap) / HIGHEST || 1;
  return isWhiteLow
    ? { slope, intercept: lowest, padding: HIGHEST }
    : { slope, intercept: highest - slope * HIGHEST, padding: 0 };
}

function store(
  { pixels, padding }: Radiograph,
  { slope, intercept, padding: outside }: Scale,
): Uint16Array {
  const stored = new Uint16Array(pixels.length);
  for (let index = 0; index < pixels.length; index++) {
    const value = pixels[index] ?? 0;
    stored[index] =
      outside !== null && isPadding(value, padding)
        ? outside
        : Math.round((value - intercept) / slope);
  }
  return stored;
}

function isPadding(value: number, padding: Radiograph["padding"]): boolean {
  return padding !== null && value >= padding.low && value <= padding.high;
}
