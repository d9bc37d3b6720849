import { DatasetError } from "../dataset/index.ts";

/** Of a radiograph that can't be read now, though it may be readable later; others are refused for good. */
const UNREADABLE = "FILE_UNREADABLE";

/**
 * Stops a run at a file that can't be read now: with and without it, a run that goes on would be two runs.
 *
 * @param code why the radiograph was refused
 * @throws DatasetError `FILE_UNREADABLE`
 */
export function refuseLostFile(path: string, code: string): void {
  if (code !== UNREADABLE) return;
  throw new DatasetError(
    UNREADABLE,
    `${path} can't be read. See to its permissions and its disk, or take it off the list, and start again: what is done is kept.`,
    { path },
  );
}
