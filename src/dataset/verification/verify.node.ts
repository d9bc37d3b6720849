import { basename } from "node:path";
import type { DatasetError } from "../errors.ts";
import { indexImages } from "../image-index.node.ts";
import type {
  AdapterOptions,
  DatasetAdapter,
  DatasetLocation,
  OfficialSplit,
} from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";
import {
  checkDuplicates,
  checkDuplicatesAcross,
  findDuplicates,
  type OwnedImage,
} from "./check-duplicates.ts";
import { checkImages } from "./check-images.ts";
import { checkSplit } from "./check-split.ts";
import { checkTable } from "./check-table.ts";
import { type ExaminationCache, openExaminationCache } from "./examination-cache.node.ts";
import type { Examination } from "./examine.node.ts";
import { examineImages } from "./examine-images.node.ts";
import { type Problem, problemOf, type Severity, worstOf } from "./problem.ts";

export interface VerificationOptions extends Pick<AdapterOptions, "uncertain"> {
  /** Splits to check, beside the provider's own. */
  readonly splits?: readonly OfficialSplit[];
  /** Folders of other data sets, to look for the same images there. */
  readonly against?: readonly string[];
  /** Whether to decode the images; without it only their names are checked. */
  readonly pixels?: boolean;
  readonly workers?: number | undefined;
  /** A file that keeps what was seen, so that next time only new and changed images are looked at. */
  readonly cacheFile?: string | undefined;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

/** What is wrong with a data set. Nothing of it was changed. */
export interface VerificationReport {
  readonly source: string;
  readonly radiographs: number;
  readonly patients: number;
  /** Labelled images that are there, and those of them that were decoded and looked at; null without images. */
  readonly images: { readonly present: number; readonly examined: number } | null;
  readonly splits: readonly string[];
  /** The worst first. */
  readonly problems: readonly Problem[];
  readonly worst: Severity | null;
}

/**
 * Checks a data set: its table, its splits, which images are there, and what they show. Only reads.
 *
 * @throws DatasetError where there is nothing to check: no table, no such folder.
 */
export async function verifyDataset(
  adapter: DatasetAdapter,
  location: DatasetLocation,
  options: VerificationOptions = {},
): Promise<VerificationReport> {
  const { splits: given = [], uncertain, pixels = true } = options;
  const errors: DatasetError[] = [];
  const onProblem = (error: DatasetError) => errors.push(error);
  const { source, records, officialSplits } = await adapter.load(location, {
    onProblem,
    ...(uncertain === undefined ? {} : { uncertain }),
  });
  const splits = [...officialSplits, ...given];
  const problems = [
    ...checkTable(errors),
    ...splits.flatMap((split) => checkSplit(split, records)),
  ];
  let images: VerificationReport["images"] = null;
  if (location.images !== null) {
    const files = await checkFiles(records, location.images);
    problems.push(...files.problems);
    const examined = pixels
      ? await checkPixels(source, files.located, splits, options)
      : { images: 0, problems: [] };
    images = { present: files.located.length, examined: examined.images };
    problems.push(...examined.problems);
  }
  const order: readonly Severity[] = ["error", "warning", "note"];
  return {
    source,
    radiographs: records.length,
    patients: new Set(records.map(({ patientId }) => patientId)).size,
    images,
    splits: splits.map(({ name }) => name),
    problems: problems.toSorted(
      (one, other) => order.indexOf(one.severity) - order.indexOf(other.severity),
    ),
    worst: worstOf(problems),
  };
}

/** An image file, what it is called, and whose it is. */
interface NamedFile {
  readonly path: string;
  readonly name: string;
  readonly patientId: string | null;
}

/** Which labelled images are there, and which images no label is of. */
async function checkFiles(
  records: readonly RadiographRecord[],
  folder: string,
): Promise<{ located: NamedFile[]; problems: Problem[] }> {
  const index = await indexImages([folder]);
  const claimed = new Set<string>();
  const missing: string[] = [];
  const renamed: string[] = [];
  const located: NamedFile[] = [];
  for (const { fileName, patientId } of records) {
    const paths = index.find(fileName);
    for (const path of paths) claimed.add(path);
    const [path] = paths;
    if (path === undefined) {
      missing.push(fileName);
      continue;
    }
    located.push({ path, name: fileName, patientId });
    if (basename(path) !== basename(fileName)) renamed.push(`${fileName} is ${basename(path)}`);
  }
  const problems = [
    problemOf(
      "IMAGE_MISSING",
      "warning",
      missing,
      (count) =>
        `${count} labelled images are not in ${folder}. Download them, or leave it at the ${located.length.toLocaleString("en-US")} that are there.`,
    ),
    problemOf(
      "IMAGE_OTHER_EDITION",
      "note",
      renamed,
      (count) =>
        `${count} images are there under the names of another edition of the data set, and are taken for those of the table.`,
    ),
    problemOf(
      "IMAGE_EXTRA",
      "note",
      index.paths.filter((path) => !claimed.has(path)),
      (count) => `${count} images in ${folder} have no label.`,
    ),
  ];
  return { located, problems: problems.flatMap((problem) => problem ?? []) };
}

/** Looks at images, and at those of other data sets, and says what is wrong with them. */
async function checkPixels(
  source: string,
  files: readonly NamedFile[],
  splits: readonly OfficialSplit[],
  options: VerificationOptions,
): Promise<{ readonly images: number; readonly problems: Problem[] }> {
  const { cacheFile } = options;
  const cache = cacheFile === undefined ? null : await openExaminationCache(cacheFile);
  try {
    const withCache = { ...options, cache };
    const examined = await lookAt(source, files, withCache);
    const problems = await pixelProblems(source, examined, splits, withCache);
    return { images: examined.length, problems };
  } finally {
    await cache?.close();
  }
}

/** Options, and what was seen before. */
interface LookOptions extends VerificationOptions {
  readonly cache: ExaminationCache | null;
}

interface LookedAt extends NamedFile {
  readonly dataset: string;
  readonly examination: Examination;
}

async function lookAt(
  dataset: string,
  files: readonly NamedFile[],
  { workers, onProgress, cache }: LookOptions,
): Promise<LookedAt[]> {
  const examinations = await examineImages(
    files.map(({ path }) => path),
    {
      workers,
      cache,
      onProgress: (done, total) => onProgress?.(`images of ${dataset}`, done, total),
    },
  );
  return examinations.flatMap((examination, index) => {
    const file = files[index];
    return file === undefined ? [] : [{ ...file, dataset, examination }];
  });
}

async function pixelProblems(
  source: string,
  looked: readonly LookedAt[],
  splits: readonly OfficialSplit[],
  options: LookOptions,
): Promise<Problem[]> {
  const unreadable = looked.flatMap(({ name, path, examination }) =>
    "refusal" in examination
      ? [examination.refusal.message.replace(basename(path), () => name)]
      : [],
  );
  const own = readable(looked);
  const others: OwnedImage[][] = [];
  for (const folder of options.against ?? []) {
    const { paths } = await indexImages([folder]);
    const files = paths.map((path) => ({ path, name: path, patientId: null }));
    others.push(readable(await lookAt(folder, files, options)));
  }
  // Pairs within other data sets are not ours to judge.
  const pairs = findDuplicates([own, ...others].flat()).filter(({ one }) => one.dataset === source);
  const problem = problemOf(
    "IMAGE_UNREADABLE",
    "error",
    unreadable,
    (count) =>
      `${count} images can't be read; training leaves them out. Fetch them anew or correct them as each says.`,
  );
  return [
    ...(problem === null ? [] : [problem]),
    ...splits.flatMap((split) => checkDuplicatesAcross(split, pairs)),
    ...checkImages(own),
    ...checkDuplicates(pairs),
  ];
}

function readable(looked: readonly LookedAt[]): OwnedImage[] {
  return looked.flatMap(({ name, patientId, dataset, examination }) =>
    "refusal" in examination ? [] : [{ ...examination, name, patientId, dataset }],
  );
}
