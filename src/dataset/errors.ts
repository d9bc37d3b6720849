import { ThorascopeError } from "../errors.ts";

/** What can be wrong with a data set. Stable. */
export type DatasetCode =
  /** A data set that no adapter is called by. */
  | "DATASET_UNKNOWN"
  /** No label table where one was looked for. */
  | "TABLE_NOT_FOUND"
  /** A table, list or folder that cannot be read: absent, no permission, a broken gzip stream. */
  | "FILE_UNREADABLE"
  /** Not a table with the columns that are needed. */
  | "TABLE_MALFORMED"
  /** A row with the wrong number of cells, or with a cell that makes no sense. */
  | "ROW_MALFORMED"
  /** A label that is no finding. */
  | "LABEL_UNKNOWN"
  /** The same image twice in a table or a list. */
  | "IMAGE_DUPLICATE"
  /** A list names an image that the label table does not have. */
  | "IMAGE_UNLABELLED"
  /** A box that has no area, or is not within its image. */
  | "BOX_INVALID"
  /** None of the labelled images is in the folders given. */
  | "IMAGES_NOT_FOUND"
  /** A patient with radiographs on both sides of a split. */
  | "PATIENT_OVERLAP"
  /** A fetched archive that can't be unpacked. */
  | "ARCHIVE_BROKEN"
  /** A folder for a new split that is not empty. */
  | "SPLIT_EXISTS"
  /** A number of folds that these patients cannot be split into. */
  | "FOLDS_INVALID"
  /** An augmentation that does not exist or is out of its range. */
  | "AUGMENTATION_INVALID"
  /** Rows, targets or sizes of batches that do not fit the radiographs they are to be made of. */
  | "BATCHES_INVALID"
  /** A row of the pixel cache that is cut off or not what was written. */
  | "CACHE_DAMAGED"
  /** The pixel cache can't be written: no space left, no permission. */
  | "CACHE_UNWRITABLE"
  /** A file to keep what was seen in that is something else. */
  | "CACHE_FOREIGN"
  /** Settings that no data set can be generated from, or others than those of the folder. */
  | "GENERATED_INVALID"
  /** Generated radiographs can't be written: no space left, no permission. */
  | "GENERATED_UNWRITABLE"
  /** A worker thread that prepares radiographs or batches has ended by itself. */
  | "WORKER_DIED";

/** Thrown when a data set cannot be used as it is; nothing is repaired silently. */
export class DatasetError extends ThorascopeError<DatasetCode> {}

/** A few of many names, for a message: `a, b, c and 97 more`. */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 5);
  const rest = names.length - shown.length;
  return rest === 0 ? shown.join(", ") : `${shown.join(", ")} and ${count(rest)} more`;
}

/** A count as people write it, e.g. 4,211. */
export function count(number: number): string {
  return number.toLocaleString("en-US");
}
