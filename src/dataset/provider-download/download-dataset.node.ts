import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { DownloadError, download, isDownloaded, isOffline } from "../../download/index.node.ts";
import { writeWhole } from "../../whole-file.node.ts";
import { DatasetError } from "../errors.ts";
import type { OpenDataset, ProviderArchive } from "./archives.ts";
import { unzip } from "./unzip.node.ts";

export interface DatasetDownloadOptions {
  /** Fetch nothing. `THORASCOPE_OFFLINE=1` says the same for everything. */
  readonly offline?: boolean;
  /** Bytes of one archive that have arrived; the total is null where the server does not say. */
  readonly onProgress?: (fileName: string, done: number, total: number | null) => void;
  readonly onNote?: (note: string) => void;
  /** As `download` takes them. */
  readonly patience?: number;
  readonly stall?: number;
}

/** What has been done with an archive. */
interface Unpacked {
  readonly digest: string | null;
  readonly files: number;
}

/** Which archives of a data set are there now, and which were before. */
export interface DownloadedDataset {
  readonly fetched: readonly string[];
  readonly present: readonly string[];
  /** Files unpacked from all archives. */
  readonly files: number;
}

/**
 * Fetches a data set's archives one after another, as a polite client does, and unpacks each into a folder of
 * its own (`images_001/…`). An archive is deleted once it is unpacked.
 *
 * Started again, it goes on in the middle of an archive; those that were unpacked whole are left alone. A
 * folder has its name only when all of its archive is in it.
 *
 * @throws DownloadError `DOWNLOAD_OFFLINE`, `DOWNLOAD_FAILED`, `DOWNLOAD_CHECKSUM`; DatasetError
 * `ARCHIVE_BROKEN`.
 */
export async function downloadDataset(
  dataset: OpenDataset,
  folder: string,
  options: DatasetDownloadOptions = {},
): Promise<DownloadedDataset> {
  const { onNote } = options;
  await mkdir(folder, { recursive: true });
  const fetched: string[] = [];
  const present: string[] = [];
  let files = 0;
  for (const archive of dataset.archives) {
    const known = await unpackedBefore(folder, archive);
    if (known !== null) {
      present.push(archive.fileName);
      files += known.files;
      continue;
    }
    // It lies there where unpacking failed, or was cut off.
    const isThere = await isDownloaded(join(folder, archive.fileName), archive.checksum);
    if (!isThere) {
      if (options.offline || isOffline()) throw offline(dataset, archive, folder);
      await fetch(archive, folder, options);
    }
    files += await unpackWhole(archive, folder);
    fetched.push(archive.fileName);
    onNote?.(`${archive.fileName} is unpacked.`);
  }
  return { fetched, present, files };
}

async function fetch(
  { fileName, address, checksum }: ProviderArchive,
  folder: string,
  { onProgress, patience, stall }: DatasetDownloadOptions,
): Promise<void> {
  await download(address, join(folder, fileName), {
    checksum,
    ...(onProgress ? { onProgress: (done, total) => onProgress(fileName, done, total) } : {}),
    ...(patience === undefined ? {} : { patience }),
    ...(stall === undefined ? {} : { stall }),
  });
}

/** Unpacks an archive into a folder of its own, which has its name once all is in it, and deletes it. */
async function unpackWhole(archive: ProviderArchive, folder: string): Promise<number> {
  const { fileName, address, checksum } = archive;
  const path = join(folder, fileName);
  const target = join(folder, folderOf(archive));
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial);
  const files = await unpack(archive, path, partial).catch((error) => {
    throw broken(address, path, error);
  });
  await rm(target, { recursive: true, force: true });
  await rename(partial, target);
  const record: Unpacked = { digest: checksum?.digest ?? null, files };
  await writeWhole(recordPath(folder, archive), `${JSON.stringify(record)}\n`);
  await rm(path);
  return files;
}

/** Unpacks what is wanted of an archive, plain files alone, and counts them. */
async function unpack(
  { fileName, wanted }: ProviderArchive,
  path: string,
  folder: string,
): Promise<number> {
  if (fileName.endsWith(".zip")) {
    return (await unzip(path, folder, (name) => wanted.test(name))).length;
  }
  let files = 0;
  const { extract } = await import("tar");
  await extract({
    file: path,
    cwd: folder,
    strict: true,
    filter: (name, entry) => {
      const isWanted = "type" in entry && entry.type === "File" && wanted.test(name);
      if (isWanted) files++;
      return isWanted;
    },
  });
  return files;
}

/** What was written when an archive was unpacked whole; null where it was not, or another edition of it. */
async function unpackedBefore(folder: string, archive: ProviderArchive): Promise<Unpacked | null> {
  try {
    const record: Unpacked = JSON.parse(await readFile(recordPath(folder, archive), "utf8"));
    return record.digest === (archive.checksum?.digest ?? null) ? record : null;
  } catch {
    return null;
  }
}

function folderOf({ fileName }: ProviderArchive): string {
  return fileName.replace(/\.(tar\.gz|tgz|zip)$/, "");
}

function recordPath(folder: string, archive: ProviderArchive): string {
  return join(folder, `${folderOf(archive)}.json`);
}

function offline(
  { title, page }: OpenDataset,
  { fileName, address }: ProviderArchive,
  folder: string,
): DownloadError {
  return new DownloadError(
    "DOWNLOAD_OFFLINE",
    `${title}: ${fileName} is not in ${folder}, and Thorascope is to stay offline. Fetch ${address} on another machine (${page}) and unpack it there, or start without --offline and THORASCOPE_OFFLINE.`,
    { fileName, address, folder },
  );
}

function broken(address: string, path: string, cause: unknown): DatasetError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatasetError(
    "ARCHIVE_BROKEN",
    `${path}: can't be unpacked (${reason}). If the disk is full, make room; else delete it, so that it is fetched anew from ${address}.`,
    { address, path, reason },
    { cause },
  );
}
