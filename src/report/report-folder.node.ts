import { appendFile, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
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
  /** Completes the page, puts it and its pictures in the place of earlier ones, and returns its path. */
  finish(): Promise<string>;
  /** Removes what is not complete. */
  abandon(): Promise<void>;
}

/**
 * Starts a page `index.html` in a folder, with its pictures beside it in `pictures/`. Until it is complete, both grow
 * in a folder of their own within that one: pictures of one run never stand beside readings of another.
 */
export async function openReportFolder(folder: string, title: string): Promise<ReportFolder> {
  await mkdir(folder, { recursive: true });
  const growing = await mkdtemp(join(folder, "unfinished-"));
  const page = join(growing, "index.html");
  await mkdir(join(growing, "pictures"));
  let number = 0;
  let model: Reading["model"] | null = null;
  await appendFile(page, pageStart(title));
  return {
    async add(file, reading, image) {
      model = reading.model;
      number++;
      const stem = `pictures/${String(number).padStart(4, "0")}`;
      const radiograph = `${stem}.jpg`;
      await writePicture(join(growing, radiograph), greyToRgb(image), image);
      const heatmaps: { finding: FindingReading; file: string; empty: boolean }[] = [];
      for (const finding of reading.findings.filter(({ positive }) => positive)) {
        const data = heatmapOf(reading.heatmaps, FINDINGS.indexOf(finding.finding));
        const heatmap = { ...reading.heatmaps, data };
        const picture = `${stem}-${finding.finding.toLowerCase()}.jpg`;
        await writePicture(join(growing, picture), overlayHeatmap(image, heatmap), image);
        heatmaps.push({ finding, file: picture, empty: data.every((value) => value === 0) });
      }
      const pictures: PagePictures = { radiograph, heatmaps };
      await appendFile(page, readingSection(file, reading, pictures));
    },
    async refuse(refused) {
      await appendFile(page, refusalSection(refused));
    },
    async finish() {
      await appendFile(page, pageEnd(model));
      const finished = join(folder, "index.html");
      // An earlier page would show the new pictures beside its own readings.
      await rm(finished, { force: true });
      await mkdir(join(folder, "pictures"), { recursive: true });
      for (const name of await readdir(join(growing, "pictures")))
        await rename(join(growing, "pictures", name), join(folder, "pictures", name));
      await rename(page, finished);
      await rm(growing, { recursive: true });
      return finished;
    },
    abandon: () => rm(growing, { recursive: true, force: true }),
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
