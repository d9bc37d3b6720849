import sharp, { type OverlayOptions } from "sharp";
import { FINDINGS } from "../findings/index.ts";
import type { GreyImage } from "../radiograph/index.ts";
import { type FindingReading, heatmapOf, type Reading } from "../reading/index.ts";
import { drawText } from "./caption.node.ts";
import { heatColour } from "./colour-map.ts";
import { overlayHeatmap } from "./overlay.ts";
import { coarsenessInWords, findingInWords, RESEARCH_NOTICE } from "./words.ts";

/** Narrower pictures have no room for their caption. */
const SMALLEST_WIDTH = 520;

/**
 * A finding's heatmap over the radiograph, as PNG: the radiograph at its own size, and below it the finding
 * in words, the colours' legend, how coarse the map is, and that this is research software.
 */
export async function drawHeatmap(
  image: GreyImage,
  reading: Reading,
  finding: FindingReading,
): Promise<Buffer> {
  const { rows, columns } = reading.heatmaps;
  const data = heatmapOf(reading.heatmaps, FINDINGS.indexOf(finding.finding));
  const overlay = overlayHeatmap(image, { rows, columns, data });
  const width = Math.max(image.columns, SMALLEST_WIDTH);
  const caption = await drawCaption(reading, finding, data, width);
  const raw = { width: image.columns, height: image.rows, channels: 3 as const };
  return sharp({
    create: { width, height: image.rows + caption.height, channels: 3, background: "black" },
  })
    .composite([
      {
        input: Buffer.from(overlay.buffer),
        raw,
        left: Math.floor((width - image.columns) / 2),
        top: 0,
      },
      ...caption.parts.map((part) => ({ ...part, top: (part.top ?? 0) + image.rows })),
    ])
    .png({ compressionLevel: 4 })
    .toBuffer();
}

async function drawCaption(
  reading: Reading,
  finding: FindingReading,
  heatmap: Float32Array,
  width: number,
): Promise<{ parts: OverlayOptions[]; height: number }> {
  const size = Math.round(Math.max(15, width / 52));
  const margin = size;
  const room = width - 2 * margin;
  const empty = heatmap.every((value) => value === 0);
  const title = await drawText(findingInWords(finding), size * 1.2, room);
  const scale = await drawText(
    empty
      ? "The map is empty: no region speaks for this finding."
      : "Grad-CAM: no support (left) to the strongest region of this map (right)",
    size * 0.9,
    room,
  );
  const notes = await drawText(
    `${coarsenessInWords(reading.heatmaps, reading.radiograph)}. ${RESEARCH_NOTICE}`,
    size * 0.9,
    room,
  );
  const parts: OverlayOptions[] = [];
  let top = Math.round(margin * 0.8);
  const place = (input: Buffer, height: number, gap: number) => {
    parts.push({ input, left: margin, top });
    top += height + Math.round(gap);
  };
  place(title.png, title.height, size * 0.6);
  if (!empty)
    place(await drawScale(room, Math.round(size * 0.8)), Math.round(size * 0.8), size * 0.4);
  place(scale.png, scale.height, size * 0.6);
  place(notes.png, notes.height, size * 0.8);
  return { parts, height: top };
}

async function drawScale(width: number, height: number): Promise<Buffer> {
  const line = Uint8Array.from({ length: width * 3 }, (_, index) => {
    const position = Math.floor(index / 3) / (width - 1);
    return heatColour(position)[index % 3] ?? 0;
  });
  return sharp(line, { raw: { width, height: 1, channels: 3 } })
    .resize(width, height, { kernel: "nearest", fit: "fill" })
    .png()
    .toBuffer();
}
