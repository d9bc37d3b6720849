import { count, DatasetError, someOf } from "./errors.ts";
import { indexImages } from "./image-index.node.ts";
import type { RadiographRecord } from "./records.ts";

/** A record and where its image is. */
export interface LocatedRecord extends RadiographRecord {
  readonly path: string;
}

/** The records whose image is there, in their order, and how many have none. */
export interface LocatedImages {
  readonly records: readonly LocatedRecord[];
  readonly missing: number;
}

/**
 * Finds the records' images in folders and in folders below them; of an image in several, the one in the
 * folder named first. Files that no record speaks of are left alone.
 *
 * A part of a data set is a normal thing to have, so missing images are counted, not refused; none at
 * all is refused, because then the folder is the wrong one.
 *
 * @throws DatasetError `IMAGES_NOT_FOUND`, `FILE_UNREADABLE`.
 */
export async function locateImages(
  records: readonly RadiographRecord[],
  folders: readonly string[],
): Promise<LocatedImages> {
  const images = await indexImages(folders);
  const located = records.flatMap((record) => {
    const [path] = images.find(record.fileName);
    return path === undefined ? [] : [{ ...record, path }];
  });
  if (located.length === 0 && records.length > 0) throw noneFound(records, folders);
  return { records: located, missing: records.length - located.length };
}

function noneFound(records: readonly RadiographRecord[], folders: readonly string[]): DatasetError {
  const names = someOf(records.map(({ fileName }) => fileName));
  return new DatasetError(
    "IMAGES_NOT_FOUND",
    `${folders.join(", ")}: none of the ${count(records.length)} labelled images is there (${names}). Check the image folder.`,
    { folders, records: records.length },
  );
}
