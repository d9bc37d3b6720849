import { type Radiograph, toGrey } from "../../radiograph/index.ts";

/** Steps of 16 bits. */
const HIGHEST = 65_535;

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
  /** Millimetres between rows, between columns; null where the file does not say. */
  readonly pixelSpacing: readonly [number, number] | null;
}

/**
 * Brings a radiograph into the form of viewers. Whole numbers within 65,536 of each other stay exact, other values
 * go to the nearest of so many steps. Where a table makes the grey, the pixels are that grey already. Padding
 * gets whichever value is shown black.
 */
export function viewerPixels(radiograph: Radiograph): ViewerPixels {
  const { rows, columns, photometric, pixelSpacing, voi } = radiograph;
  if (voi.kind === "table") {
    const grey = toGrey(radiograph);
    const pixels = Uint16Array.from(grey, (value) => Math.round(value * HIGHEST));
    const scale = { slope: 1 / HIGHEST, intercept: 0 };
    const window = { center: 0.5, width: 1, function: "LINEAR_EXACT" } as const;
    return { rows, columns, pixels, ...scale, window, photometric: "MONOCHROME2", pixelSpacing };
  }
  const scale = scaleOf(radiograph);
  return {
    rows,
    columns,
    pixels: store(radiograph, scale),
    ...scale,
    window:
      voi.kind === "range"
        ? {
            center: (voi.low + voi.high) / 2,
            width: Math.max(voi.high - voi.low, 1e-6),
            function: "LINEAR_EXACT",
          }
        : { center: voi.center, width: voi.width, function: FUNCTIONS[voi.kind] },
    photometric,
    pixelSpacing,
  };
}

const FUNCTIONS = { linear: "LINEAR", "linear-exact": "LINEAR_EXACT", sigmoid: "SIGMOID" } as const;

type Scale = Pick<ViewerPixels, "slope" | "intercept">;

/** How values become 16 bits. */
function scaleOf({ pixels }: Radiograph): Scale {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let isWhole = true;
  for (const value of pixels) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    isWhole &&= Number.isInteger(value);
  }
  const range = highest - lowest;
  if (isWhole && range <= HIGHEST) return { slope: 1, intercept: lowest };
  return { slope: range / HIGHEST, intercept: lowest };
}

function store(
  { pixels, padding, photometric }: Radiograph,
  { slope, intercept }: Scale,
): Uint16Array {
  const black = photometric === "MONOCHROME1" ? HIGHEST : 0;
  const stored = new Uint16Array(pixels.length);
  for (let index = 0; index < pixels.length; index++) {
    const value = pixels[index] ?? 0;
    const isPadding = padding !== null && value >= padding.low && value <= padding.high;
    stored[index] = isPadding ? black : Math.round((value - intercept) / slope);
  }
  return stored;
}
