import { access } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { DatasetError } from "./errors.ts";
import { readPossiblyGzipped } from "./files.node.ts";
import { readNihTable } from "./nih.ts";
import type { RadiographRecord } from "./records.ts";

/** The provider's names for the table, the corrected edition first. */
const TABLE_NAMES = ["Data_Entry_2017_v2020.csv", "Data_Entry_2017.csv"].flatMap((name) => [
  name,
  `${name}.gz`,
]);

/** Reads ChestX-ray14's label table from a file, gzipped or not. */
export async function loadNihTable(path: string): Promise<RadiographRecord[]> {
  return readNihTable(await readPossiblyGzipped(path), basename(path));
}

/** Finds ChestX-ray14's label table in the folder of the images or in its parent, under the provider's names. */
export async function findNihTable(imageFolder: string): Promise<string> {
  const folders = [resolve(imageFolder), dirname(resolve(imageFolder))];
  const candidates = folders.flatMap((folder) => TABLE_NAMES.map((name) => join(folder, name)));
  for (const candidate of candidates) {
    if (await exists(candidate)) return candidate;
  }
  throw new DatasetError(
    "TABLE_NOT_FOUND",
    `${folders.join(" and ")}: none of ${TABLE_NAMES.join(", ")} is there. Say where the label table is.`,
    { folders, names: TABLE_NAMES },
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
