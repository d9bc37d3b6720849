import type { GreyImage } from "../radiograph/index.ts";
import type { Disturbance } from "./disturbance.ts";

/**
 * The image stored as a grey baseline JPEG of this quality (libjpeg's scale, 1 to 100) and read again.
 *
 * Messengers and web pages compress pictures, and each forwarding compresses again; so does teleradiology over
 * thin lines. A block is 8 x 8 pixels of the file, so small files suffer more.
 */
export const JPEG: Disturbance = {
  name: "jpeg",
  title: "JPEG compression",
  occurs: "Messengers, web pages, teleradiology over thin lines.",
  axis: "quality",
  scale: "linear",
  neutral: null,
  severities: [90, 70, 50, 30, 10],
  inWords: (quality) => `quality ${quality}`,
  disturb: compress,
};

/** The image as it comes back from a JPEG. */
export async function compress({ grey, rows, columns }: GreyImage, quality: number) {
  const { default: sharp } = await import("sharp"); // other disturbances need not wait for it
  const raw = { width: columns, height: rows, channels: 1 } as const;
  const stored = Uint8Array.from(grey, (value) => Math.round(255 * value));
  const jpeg = await sharp(stored, { raw }).toColourspace("b-w").jpeg({ quality }).toBuffer();
  const decoded = await sharp(jpeg).toColourspace("b-w").raw().toBuffer();
  return { rows, columns, grey: Float32Array.from(decoded, (value) => value / 255) };
}
