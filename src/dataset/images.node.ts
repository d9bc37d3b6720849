import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { count, DatasetError, someOf } from "./errors.ts";
import { unreadable } from "./files.node.ts";
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
 * Finds the records' images in folders (not in folders below them); of an image in several, the one in the
 * folder named first. Files that no record speaks of are left alone.
 *
 * A part of a data set is a normal thing to have, so missing images are counted, not refused; none at
 * all is refused, because then the folder is the wrong one.
 */
export async function locateImages(
  records: readonly RadiographRecord[],
  folders: readonly string[],
): Promise<LocatedImages> {
  const pathOfImage = new Map<string, string>();
  for (const folder of folders) {
    for (const fileName of await listFolder(folder)) {
      if (!pathOfImage.has(fileName)) pathOfImage.set(fileName, join(folder, fileName));
    }
  }
  const located = records.flatMap((record) => {
    const path = pathOfImage.get(record.fileName);
    return path === undefined ? [] : [{ ...record, path }];
  });
  if (located.length === 0 && records.length > 0) throw noneFound(records, folders);
  return { records: located, missing: records.length - located.length };
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function noneFound(records: readonly RadiographRecord[], folders: readonly string[]): DatasetError {
  const names = someOf(records.map(({ fileName }) => fileName));
  return new DatasetError(
    "IMAGES_NOT_FOUND",
    `${folders.join(", ")}: none of the ${count(records.length)} labelled images is there (${names}). Check the image folder.`,
    { folders, records: records.length },
  );
}
