import { stat } from "node:fs/promises";
import {
  type LabelledDataset,
  loadFileList,
  type RadiographRecord,
  selectListed,
} from "../../dataset/index.ts";
import { UsageError } from "../errors.ts";

/** What people call the sides of a split. */
const SAME: Readonly<Record<string, string>> = { val: "validation", valid: "validation" };

/**
 * The records of a side of a published split (`val`, or `random/val` where several splits have one), or of a list
 * of file names; all of them where none is named.
 *
 * @throws UsageError naming the sides there are; DatasetError for what is wrong with a list.
 */
export async function chooseSide(
  { records, officialSplits }: Pick<LabelledDataset, "records" | "officialSplits">,
  wanted: string | undefined,
): Promise<readonly RadiographRecord[]> {
  if (wanted === undefined) return records;
  const isFile = await stat(wanted).then(
    (status) => status.isFile(),
    () => false,
  );
  if (isFile) return selectListed(records, await loadFileList(wanted));
  const sides = officialSplits.flatMap(({ name, sides: of }) =>
    of.map((side) => ({ ...side, side: side.name, name: `${name}/${side.name}` })),
  );
  const same = (name: string) => SAME[name] ?? name;
  const matching = sides.filter(({ name, side }) => name === wanted || same(side) === same(wanted));
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return selectListed(records, only);
  const names = (matching.length > 0 ? matching : sides).map(({ name }) => name).join(", ");
  throw new UsageError(
    matching.length > 0
      ? `--split ${wanted}: ${names} are called so. Say which.`
      : `--split ${wanted}: there is no such side${names === "" ? ", and no list of a published split beside the table" : `; there are ${names}`}. Name one, or a file that lists the images.`,
  );
}
