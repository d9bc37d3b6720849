import { RefusedRadiographError } from "../../radiograph/index.ts";
import { sniffFormat } from "../../radiograph/sniff.ts";
import type { Actor } from "../actor.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ServerConfig } from "../config/server-config.ts";
import type { Store } from "../store/open-store.ts";
import type { StagedFile } from "../store/staged-file.ts";
import { type ArchiveFile, openArchive } from "./archive.ts";
import { UploadError } from "./errors.ts";
import { fileLabel } from "./file-label.ts";
import { type HeaderReader, identify, openHeaderReader } from "./identify.ts";
import { type AcceptedImage, recordImage } from "./record.ts";
import { HEAD_BYTES, headOf, measure } from "./upload-stream.ts";

/** A file that comes in. */
export interface Upload {
  readonly source: AsyncIterable<Uint8Array>;
  /** As its sender calls it. */
  readonly fileName: string;
}

/** A file that is kept. */
export interface AcceptedFile extends AcceptedImage {
  readonly fileName: string;
}

/** A file that is not kept, because it is no image, or its header can't be read. */
export interface RefusedFile {
  readonly fileName: string;
  readonly code: string;
  readonly message: string;
}

/** What became of an upload: of one file, or of each file of an archive. */
export interface UploadOutcome {
  readonly accepted: readonly AcceptedFile[];
  readonly refused: readonly RefusedFile[];
}

/** Where uploads come in. */
export interface Intake {
  /**
   * Takes in a file, or all files of a ZIP archive. Once it is fulfilled, the accepted ones are safe: their bytes,
   * their rows and the jobs to read them. docs/store.md says from what.
   *
   * The source is read to its end, unless it has too many bytes.
   *
   * @throws UploadError, or StoreError UPLOAD_TOO_LARGE: nothing at all is kept.
   */
  take(upload: Upload, actor: Actor): Promise<UploadOutcome>;
  close(): Promise<void>;
}

/** What takes an upload to its rows. */
interface Desk {
  readonly store: Store;
  readonly uploads: ServerConfig["uploads"];
  readonly audit: AuditLog;
  readonly headers: HeaderReader;
}

/** Opens the place where uploads come in; it closes the reader of headers when it is closed. */
export function openIntake(
  store: Store,
  uploads: ServerConfig["uploads"],
  audit: AuditLog,
  headers: HeaderReader = openHeaderReader(),
): Intake {
  const desk = { store, uploads, audit, headers };
  return { take: (upload, actor) => take(desk, upload, actor), close: () => headers.close() };
}

async function take(
  desk: Desk,
  { source, fileName }: Upload,
  actor: Actor,
): Promise<UploadOutcome> {
  const { head, all } = await headOf(source, HEAD_BYTES);
  return isZip(head)
    ? takeArchive(desk, all, actor)
    : outcomeOf([await takeFile(desk, head, all, fileLabel(fileName), actor)]);
}

/** Bytes of ZIP's local header (PKWARE APPNOTE 4.3.7), or of the end of an archive without files. */
function isZip([p, k, one, two]: Uint8Array): boolean {
  return p === 0x50 && k === 0x4b && ((one === 3 && two === 4) || (one === 5 && two === 6));
}

async function takeArchive(
  { store, uploads, ...desk }: Desk,
  bytes: AsyncIterable<Uint8Array>,
  actor: Actor,
): Promise<UploadOutcome> {
  const staged = await store.objects.stage(bytes, uploads.archiveBytes);
  try {
    const archive = await openArchive(staged.path, uploads);
    try {
      const results: (AcceptedFile | RefusedFile)[] = [];
      for (const file of archive.files) {
        results.push(await takeFromArchive({ store, uploads, ...desk }, file, actor));
      }
      return outcomeOf(results);
    } finally {
      archive.close();
    }
  } finally {
    await staged.discard();
  }
}

async function takeFromArchive(
  desk: Desk,
  { name, open }: ArchiveFile,
  actor: Actor,
): Promise<AcceptedFile | RefusedFile> {
  const { head, all } = await headOf(await open(), HEAD_BYTES);
  return takeFile(desk, head, all, fileLabel(name), actor);
}

async function takeFile(
  desk: Desk,
  head: Uint8Array,
  bytes: AsyncIterable<Uint8Array>,
  fileName: string,
  actor: Actor,
): Promise<AcceptedFile | RefusedFile> {
  const { store, uploads } = desk;
  try {
    sniffFormat(head, fileName);
  } catch (error) {
    await measure(bytes, uploads.fileBytes);
    return refusalOf(error, fileName);
  }
  const staged = await store.objects.stage(bytes, uploads.fileBytes);
  try {
    return await keep(desk, staged, head, fileName, actor);
  } catch (error) {
    return refusalOf(error, fileName);
  } finally {
    await staged.discard();
  }
}

/** First the bytes, then the rows that speak of them. */
async function keep(
  { store, audit, headers }: Desk,
  staged: StagedFile,
  head: Uint8Array,
  fileName: string,
  actor: Actor,
): Promise<AcceptedFile> {
  const identity = await identify(staged, head, fileName, headers);
  const object = await store.objects.adopt(staged);
  const image = { ...identity, object, label: fileName };
  return { ...(await recordImage(store, audit, actor, image)), fileName };
}

/** Of one file: those of an archive that come after it are taken in all the same. */
function refusalOf(error: unknown, fileName: string): RefusedFile {
  const isRefusal =
    error instanceof RefusedRadiographError ||
    (error instanceof UploadError && error.code === "HEADER_UNREADABLE");
  if (!isRefusal) throw error;
  return { fileName, code: error.code, message: error.message };
}

function outcomeOf(results: readonly (AcceptedFile | RefusedFile)[]): UploadOutcome {
  return {
    accepted: results.filter((result) => "imageId" in result),
    refused: results.filter((result) => "code" in result),
  };
}
