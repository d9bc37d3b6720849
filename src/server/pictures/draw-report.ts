import sharp from "sharp";
import { FINDINGS, type Finding } from "../../findings/index.ts";
import { type GreyImage, resize } from "../../radiograph/index.ts";
import { heatmapOf, heatmapsFromNpy, type Reading } from "../../reading/index.ts";
import { greyToRgb, overlayHeatmap } from "../../report/index.node.ts";

/** Little enough loss that nobody sees it at the size of print. */
const QUALITY = 88;

/** An image's pictures in a report, as JPEG: they travel within the page. */
export interface ReportPictures {
  readonly radiograph: Uint8Array;
  /** Of positive findings, over the radiograph, without words in the picture. */
  readonly heatmaps: readonly {
    readonly finding: Finding;
    readonly jpeg: Uint8Array;
    readonly isEmpty: boolean;
  }[];
  readonly cells: { readonly rows: number; readonly columns: number };
}

/** Largest widths of a report's pictures, in pixels. */
export interface ReportWidths {
  readonly radiograph: number;
  readonly heatmap: number;
}

/** Draws what a report shows of an image. */
export async function drawReport(
  image: GreyImage,
  reading: Omit<Reading, "heatmaps">,
  npy: Uint8Array,
  widths: ReportWidths,
): Promise<ReportPictures> {
  const maps = heatmapsFromNpy(npy);
  const { rows, columns } = maps;
  const small = narrowed(image, widths.heatmap);
  const heatmaps: ReportPictures["heatmaps"][number][] = [];
  for (const { finding, positive } of reading.findings) {
    if (!positive) continue;
    const data = heatmapOf(maps, FINDINGS.indexOf(finding));
    heatmaps.push({
      finding,
      jpeg: await toJpeg(small, overlayHeatmap(small, { rows, columns, data })),
      isEmpty: data.every((value) => value === 0),
    });
  }
  const large = narrowed(image, widths.radiograph);
  return { radiograph: await toJpeg(large, greyToRgb(large)), heatmaps, cells: { rows, columns } };
}

/** An image not wider than asked for. */
export function narrowed({ rows, columns, grey }: GreyImage, width: number): GreyImage {
  if (width >= columns) return { rows, columns, grey };
  const to = { rows: Math.max(1, Math.round((rows * width) / columns)), columns: width };
  return { ...to, grey: resize(grey, { rows, columns }, to) };
}

async function toJpeg({ rows, columns }: GreyImage, rgb: Uint8Array): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width: columns, height: rows, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}
