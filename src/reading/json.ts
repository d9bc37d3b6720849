import type { Reading } from "./reading.ts";

/** A refused file, as it stands among readings. */
export interface RefusedFile {
  readonly file: string;
  readonly error: { readonly code: string; readonly message: string };
}

/** A reading as one line of JSON, without heatmaps. The same reading gives the same bytes. */
export function readingToJson(
  file: string,
  { model, radiograph, refusal, findings, abnormal, abnormalInterval }: Reading,
): string {
  return JSON.stringify({
    file,
    model,
    radiograph,
    refusal,
    findings,
    abnormal,
    abnormalInterval,
  });
}

/** A refused file as one line of JSON, in the place of its reading. */
export function refusalToJson({ file, error }: RefusedFile): string {
  return JSON.stringify({ file, error });
}
