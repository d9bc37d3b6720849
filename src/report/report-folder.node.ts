import { appendFile, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { FINDINGS } from "../findings/index.ts";
import type { GreyImage } from "../radiograph/index.ts";
import {
  type FindingReading,
  heatmapOf,
  type Reading,
  type RefusedFile,
} from "../reading/index.ts";
import { greyToRgb, overlayHeatmap } from "./overlay.ts";
import { type PagePictures, pageEnd, pageStart, readingSection, refusalSection } from "./page.ts";

/** Pictures on the page are at most this wide or high; `--heatmaps` writes them at full size. */
const LARGEST_SIDE = 1024;
const JPEG_QUALITY = 85;

/** A page of readings that grows one reading at a time, so that memory stays flat over any number. */
export interface ReportFolder {
  add(file: string, reading: Reading, image: GreyImage): Promise<void>;
  refuse(refused: RefusedFile): Promise<void>;
  /** Completes the page and returns its path. Until then it lies there as `index.html.partial`. */
  finish(): Promise<string>;
}

/** Starts a page `index.html` in a folder, with its pictures beside it in `pictures/`. */
export async function openReportFolder(folder: string, title: string): Promise<ReportFolder> {
  await mkdir(join(folder, "pictures"), { recursive: true });
  const page = join(folder, "index.html");
  const partial = `${page}.${process.pid}.partial`;
  let number = 0;
  let model: Reading["model"] | null = null;
  await appendFile(partial, pageStart(title));
  return {
    async add(file, reading, image) {
      model = reading.model;
      number++;
      const stem = `pictures/${String(number).padStart(4, "0")}`;
      const radiograph = `${stem}.jpg`;
      await writePicture(join(folder, radiograph), greyToRgb(image), image);
      const heatmaps: { finding: FindingReading; file: string; empty: boolean }[] = [];
      for (const finding of reading.findings.filter(({ positive }) => positive)) {
        const data = heatmapOf(reading.heatmaps, FINDINGS.indexOf(finding.finding));
        const heatmap = { ...reading.heatmaps, data };
        const picture = `${stem}-${finding.finding.toLowerCase()}.jpg`;
        await writePicture(join(folder, picture), overlayHeatmap(image, heatmap), image);
        heatmaps.push({ finding, file: picture, empty: data.every((value) => value === 0) });
      }
      const pictures: PagePictures = { radiograph, heatmaps };
      await appendFile(partial, readingSection(file, reading, pictures));
    },
    async refuse(refused) {
      await appendFile(partial, refusalSection(refused));
    },
    async finish() {
      await appendFile(partial, pageEnd(model));
      await rename(partial, page);
      return page;
    },
  };
}

async function writePicture(
  path: string,
  rgb: Uint8Array,
  { rows, columns }: GreyImage,
): Promise<void> {
  await sharp(rgb, { raw: { width: columns, height: rows, channels: 3 } })
    .resize({ width: LARGEST_SIDE, height: LARGEST_SIDE, fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: JPEG_QUALITY })
    .toFile(path);
}
