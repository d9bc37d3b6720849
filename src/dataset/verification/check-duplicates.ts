import type { OfficialSplit } from "../labelled-dataset.ts";
import type { NamedImage } from "./check-images.ts";
import { nearPairs } from "./near-duplicates.ts";
import { type Problem, problemOf } from "./problem.ts";

/** An image and what it belongs to. */
export interface OwnedImage extends NamedImage {
  /** What its data set is called. */
  readonly dataset: string;
  /** Null where no label says. */
  readonly patientId: string | null;
}

/** Two images of one exposure, or nearly so. */
export interface ImagePair {
  readonly one: OwnedImage;
  readonly other: OwnedImage;
  /** Whether all pixels are the same. */
  readonly same: boolean;
}

/**
 * Bits of 256 in which two images of one exposure may differ. Measured by scripts/measure-verification.ts:
 * how many twins of other sizes and containers are found, and how many pairs of other patients are taken for one.
 */
const NEAR = 5;

/** Pairs of images with the same pixels, each with the first of its kind, and of images that are nearly the same. */
export function findDuplicates(images: readonly OwnedImage[]): ImagePair[] {
  const firstOf = new Map<string, OwnedImage>();
  const same = images.flatMap((image): ImagePair[] => {
    const first = firstOf.get(image.contentHash);
    if (first !== undefined) return [{ one: first, other: image, same: true }];
    firstOf.set(image.contentHash, image);
    return [];
  });
  const unlike = [...firstOf.values()];
  const alike = nearPairs(
    unlike.map(({ perceptualHash }) => perceptualHash),
    NEAR,
  ).flatMap((pair): ImagePair[] => {
    const [one, other] = [unlike[pair.one], unlike[pair.other]];
    return one === undefined || other === undefined ? [] : [{ one, other, same: false }];
  });
  return [...same, ...alike];
}

/** What pairs mean for a data set. */
export function checkDuplicates(pairs: readonly ImagePair[]): Problem[] {
  const within = pairs.filter(({ one, other }) => one.dataset === other.dataset);
  const across = pairs.filter(({ one, other }) => one.dataset !== other.dataset);
  return [
    problemOf(
      "IMAGE_ACROSS_DATASETS",
      "warning",
      across.map(({ one, other }) => `${one.name} and ${other.name} of ${other.dataset}`),
      (count) =>
        `${count} images are in another data set too, or one that is nearly the same. Learn from one of each, and never judge on the other.`,
    ),
    problemOf(
      "IMAGE_SAME_CONTENT",
      "warning",
      within.filter(({ same }) => same).map(inWords),
      (count) => `${count} pairs of images have the same pixels. Keep one of each.`,
    ),
    problemOf(
      "IMAGE_NEAR_DUPLICATE",
      "note",
      within.filter(({ same }) => !same).map(inWords),
      (count) =>
        `${count} pairs of images are nearly the same: one exposure twice, or two of one patient in one position. Look at those of different patients.`,
    ),
  ].flatMap((problem) => problem ?? []);
}

/** Pairs on two sides of a split. */
export function checkDuplicatesAcross(
  { name, sides }: OfficialSplit,
  pairs: readonly ImagePair[],
): Problem[] {
  const sideOf = new Map(
    sides.flatMap((side) => side.fileNames.map((fileName) => [fileName, side.name] as const)),
  );
  const across = pairs.flatMap((pair) => {
    const [one, other] = [sideOf.get(pair.one.name), sideOf.get(pair.other.name)];
    if (one === undefined || other === undefined || one === other) return [];
    return [`${pair.one.name} (${one}) and ${pair.other.name} (${other})`];
  });
  const problem = problemOf(
    "IMAGE_ACROSS_SPLIT",
    "error",
    across,
    (count) =>
      `Split ${name}: ${count} pairs of images on two sides have the same pixels or nearly the same. Put both on one side.`,
  );
  return problem === null ? [] : [problem];
}

function inWords({ one, other }: ImagePair): string {
  return `${one.name} and ${other.name}${patientsInWords(one.patientId, other.patientId)}`;
}

function patientsInWords(one: string | null, other: string | null): string {
  if (one === null || other === null) return "";
  return one === other ? `, both of patient ${one}` : `, of patients ${one} and ${other}`;
}
