import { requireVisible, valueRange } from "./contrast.ts";
import { RefusedRadiographError } from "./errors.ts";
import type { RadiographContent } from "./from-raster.ts";

/** JPCLN001.IMG to JPCLN154.IMG show a nodule, JPCNN001.IMG to JPCNN093.IMG none. */
const NAME = /^JPC[LN]N\d{3}\.IMG$/i;

const SIDE = 2048;

/** Of a raw file: two for each pixel, and nothing else. */
export const JSRT_BYTES = 2 * SIDE * SIDE;

const LARGEST = 4095;

/** Distance between pixel centres in mm. */
const SPACING = 0.175;

/** Whether a file is called as the raw files of JSRT's database of nodules are. */
export function isJsrtName(fileName: string): boolean {
  return NAME.test(fileName);
}

/**
 * Reads a raw file of the database of the Japanese Society of Radiological Technology (JSRT): films scanned to
 * 2048 x 2048 pixels of 0.175 mm and 12 bits, without a header, high byte first (http://db.jsrt.or.jp/eng.php;
 * Shiraishi et al., AJR 174, 2000).
 *
 * Large values are dark, as on the film they were scanned from. The provider's page does not say so; the
 * published readers that make pictures of them all turn the values round (imlab-uiip/lung-segmentation-2d:
 * 1 - value / 4096).
 *
 * @throws RefusedRadiographError if it is not as long as that, or a value has more than 12 bits.
 */
export function readJsrt(bytes: Uint8Array): RadiographContent {
  if (bytes.length !== JSRT_BYTES) {
    throw new RefusedRadiographError(
      bytes.length < JSRT_BYTES ? "TRUNCATED_FILE" : "CORRUPT_IMAGE",
      `it is called as JSRT's raw files are, which have ${JSRT_BYTES} bytes, but it has ${bytes.length}. Fetch it again, or give it the name of what it is.`,
      { expected: JSRT_BYTES, actual: bytes.length },
    );
  }
  const pixels = new Float32Array(SIDE * SIDE);
  for (let index = 0; index < pixels.length; index++) {
    const value = ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0);
    if (value > LARGEST) throw beyondTwelveBits(index, value);
    pixels[index] = value;
  }
  const present = valueRange(pixels, null);
  const voi = { kind: "range", ...present } as const;
  requireVisible(present, voi);
  return {
    pixels,
    rows: SIDE,
    columns: SIDE,
    voi,
    photometric: "MONOCHROME1",
    padding: null,
    frame: 0,
    view: null,
    pixelSpacing: [SPACING, SPACING],
    warnings: [
      `It has no header and is read by its name, as JSRT's raw files are: ${SIDE} x ${SIDE} pixels of 12 bits, high byte first, large values dark; its own range is shown, ${present.low} to ${present.high}.`,
    ],
    attributes: null,
  };
}

function beyondTwelveBits(index: number, value: number): RefusedRadiographError {
  const row = Math.floor(index / SIDE);
  const column = index % SIDE;
  return new RefusedRadiographError(
    "CORRUPT_IMAGE",
    `the pixel at row ${row}, column ${column} has the value ${value}, but JSRT's raw files have 12 bits, ${LARGEST} at most, high byte first. Fetch it again; bytes in the other order must be swapped.`,
    { row, column, value },
  );
}
