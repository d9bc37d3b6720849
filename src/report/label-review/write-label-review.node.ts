import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { readRadiograph, toGrey } from "../../radiograph/index.node.ts";
import { writeWhole } from "../../whole-file.node.ts";
import { labelReviewPage, type ReviewedFinding, type ReviewedLabel } from "./page.ts";

/** Rows and columns of a picture on the page. */
const SIDE = 240;
const JPEG_QUALITY = 85;

/** A finding with labels whose pictures are still to be drawn. */
export interface FindingToReview extends Omit<ReviewedFinding, "labels"> {
  readonly labels: readonly Omit<ReviewedLabel, "picture">[];
}

export interface LabelReviewOptions {
  /** Of a radiograph by its name in the data set; null where it is not there. */
  readonly pathOf: (fileName: string) => string | null;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Writes the page of doubtful labels and its pictures (`pictures/`) into a folder and returns the page's path. A
 * radiograph that can't be read is shown without its picture.
 */
export async function writeLabelReview(
  folder: string,
  population: string,
  findings: readonly FindingToReview[],
  { pathOf, onProgress }: LabelReviewOptions,
): Promise<string> {
  await mkdir(join(folder, "pictures"), { recursive: true });
  const names = new Set(findings.flatMap(({ labels }) => labels.map(({ fileName }) => fileName)));
  const pictures = new Map<string, string | null>();
  for (const fileName of names) {
    pictures.set(fileName, await drawPicture(folder, fileName, pathOf(fileName)));
    onProgress?.(pictures.size, names.size);
  }
  const page = join(folder, "index.html");
  const withPictures = findings.map((finding) => ({
    ...finding,
    labels: finding.labels.map((label) => ({
      ...label,
      picture: pictures.get(label.fileName) ?? null,
    })),
  }));
  await writeWhole(page, labelReviewPage(population, withPictures));
  return page;
}

async function drawPicture(
  folder: string,
  fileName: string,
  path: string | null,
): Promise<string | null> {
  if (path === null) return null;
  const radiograph = await readRadiograph(path).catch(() => null);
  if (radiograph === null) return null;
  // Names of radiographs may hold folders, and anything else.
  const picture = `pictures/${createHash("sha256").update(fileName).digest("hex").slice(0, 16)}.jpg`;
  const grey = Uint8Array.from(toGrey(radiograph), (value) => Math.round(255 * value));
  const raw = { width: radiograph.columns, height: radiograph.rows, channels: 1 as const };
  const jpeg = await sharp(grey, { raw })
    .resize(SIDE, SIDE, { fit: "contain", background: "black" })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
  await writeWhole(join(folder, picture), jpeg);
  return picture;
}
