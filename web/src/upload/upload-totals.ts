import type { Upload } from "./upload.ts";

/** All uploads in figures. */
export interface UploadTotals {
  readonly files: number;
  readonly bytes: number;
  readonly sentBytes: number;
  /** Files that the server has now and had not before. */
  readonly stored: number;
  /** Files that it had before. */
  readonly known: number;
  readonly refused: number;
  readonly failed: number;
  /** Files that wait or are on their way. */
  readonly left: number;
}

/** Counts uploads. */
export function totalsOf(uploads: readonly Upload[]): UploadTotals {
  const totals = {
    files: 0,
    bytes: 0,
    sentBytes: 0,
    stored: 0,
    known: 0,
    refused: 0,
    failed: 0,
    left: 0,
  };
  for (const { state, bytes, sentBytes } of uploads) {
    totals.files++;
    totals.bytes += bytes;
    const isLeft = state === "waiting" || state === "sending";
    // What is over counts as gone, or the bar would never be full.
    totals.sentBytes += isLeft ? sentBytes : bytes;
    if (isLeft) totals.left++;
    else totals[state]++;
  }
  return totals;
}
