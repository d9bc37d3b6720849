import type { DicomAttributes } from "../../dicom/index.ts";
import { RefusedRadiographError } from "../../radiograph/index.ts";
import { sniffFormat } from "../../radiograph/sniff.ts";
import { type WorkerPool, workerPool } from "../../worker-pool.node.ts";
import { workerSource } from "../../worker-source.node.ts";
import type { StagedFile } from "../store/staged-file.ts";
import { readArchiveEnd } from "./archive-layout.ts";
import { UploadError } from "./errors.ts";
import { printable } from "./file-label.ts";
import type { HeaderAnswer, HeaderRequest } from "./header-thread.ts";
import { type StudyIdentity, studyOf } from "./study.ts";

/** A header of more than that is made to keep us busy. */
const HEADER_SECONDS = 20;

/** Characters of a UID (UI, PS3.5 section 6.2). */
const LONGEST_UID = 64;

/** What a file is. */
export interface FileIdentity {
  readonly study: StudyIdentity;
  readonly sopInstanceUid: string | null;
}

/** The thread that reads headers of DICOM files. */
export type HeaderReader = WorkerPool<HeaderRequest, HeaderAnswer>;

/** Opens the thread that reads headers; it starts with the first. */
export function openHeaderReader(): HeaderReader {
  return workerPool(workerSource("./header-thread.ts", import.meta.url), { workers: 1 });
}

/**
 * Tells which study a file belongs to.
 *
 * @param head the file's first bytes, at least 512 of them where it has so many.
 * @throws RefusedRadiographError where it is no image of a known format, or its DICOM header can't be read.
 * @throws UploadError FILE_AMBIGUOUS where it has an archive at its end, HEADER_UNREADABLE.
 */
export async function identify(
  file: StagedFile,
  head: Uint8Array,
  label: string,
  headers: HeaderReader,
): Promise<FileIdentity> {
  const format = sniffFormat(head, label);
  if ((await readArchiveEnd(file.path)) !== null) {
    throw new UploadError(
      "FILE_AMBIGUOUS",
      "the file is an image with an archive at its end. Export the image again.",
    );
  }
  const attributes = format === "dicom" ? await readHeader(file, headers) : null;
  return {
    study: studyOf(file.sha256, attributes),
    sopInstanceUid: printable(attributes?.sopInstanceUid ?? "", LONGEST_UID) || null,
  };
}

async function readHeader({ path }: StagedFile, headers: HeaderReader): Promise<DicomAttributes> {
  const answer = await headers.run({
    request: { path },
    seconds: HEADER_SECONDS,
    refuse: unreadable,
  });
  if ("attributes" in answer) return answer.attributes;
  if ("failure" in answer) throw unreadable(answer.failure);
  const { code, message } = answer.refusal;
  throw new RefusedRadiographError(code, message);
}

function unreadable(reason: string): UploadError {
  return new UploadError(
    "HEADER_UNREADABLE",
    `the header of the DICOM file can't be read (${reason}). Export the image again.`,
    { reason },
  );
}
