import { count, DatasetError, someOf } from "../errors.ts";
import type { AdapterOptions, OfficialSplit } from "../labelled-dataset.ts";
import type { RadiographRecord } from "../records.ts";

/** A split that a column of the table gives: the side of each record, null if it is on none. */
export function splitBySide(
  name: string,
  sides: readonly string[],
  records: readonly RadiographRecord[],
  sideOf: (record: RadiographRecord) => string | null,
): OfficialSplit[] {
  const filesOf = new Map(sides.map((side): [string, string[]] => [side, []]));
  for (const record of records) filesOf.get(sideOf(record) ?? "")?.push(record.fileName);
  const lists = sides
    .map((side) => ({ name: side, fileNames: filesOf.get(side) ?? [] }))
    .filter(({ fileNames }) => fileNames.length > 0);
  return lists.length < 2 ? [] : [{ name, sides: lists }];
}

/**
 * A list's images that are in the table. What the table doesn't have is one problem, whatever their number.
 *
 * @param listName what errors call the list.
 */
export function listedImages(
  fileNames: readonly string[],
  known: ReadonlySet<string>,
  listName: string,
  { onProblem }: AdapterOptions,
): readonly string[] {
  const unknown = fileNames.filter((fileName) => !known.has(fileName));
  if (unknown.length === 0) return fileNames;
  const problem = new DatasetError(
    "IMAGE_UNLABELLED",
    `${listName}: ${count(unknown.length)} of its images are not in the label table: ${someOf(unknown)}. Use the list and the table of the same data set.`,
    { list: listName, fileNames: unknown },
  );
  if (onProblem === undefined) throw problem;
  onProblem(problem);
  return fileNames.filter((fileName) => known.has(fileName));
}
