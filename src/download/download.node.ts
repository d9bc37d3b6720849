import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { DownloadError } from "./errors.ts";
import { fetchPart, type Limits, type Part } from "./fetch-part.node.ts";

/** How far a download is, in bytes; the total is null where the server does not say. */
export type DownloadProgress = (done: number, total: number | null) => void;

/** What a publisher says a file's bytes add up to. */
export interface Checksum {
  /** MD5 only where a publisher has nothing better: it tells a broken file, not a forged one. */
  readonly algorithm: "sha256" | "md5";
  /** Hexadecimal; the first digits are enough. */
  readonly digest: string;
}

export interface DownloadOptions {
  /** Null where none is published. */
  readonly checksum: Checksum | null;
  /** Bytes beyond which the server must mean something else. */
  readonly largest?: number;
  readonly onProgress?: DownloadProgress;
  /** How often it is tried again without a single new byte before it fails. */
  readonly patience?: number;
  /** Milliseconds without a byte after which a connection counts as dead. */
  readonly stall?: number;
}

/** Larger than any weights of our networks and any archive of a data set that is fetched. */
const LARGEST = 8 * 1024 ** 3;
const PATIENCE = 4;
const STALL = 60_000;

/**
 * Fetches a file, whole or not at all.
 *
 * The bytes grow in `<path>.partial`; a dropped connection or a later start goes on where they end, if the
 * server still has the same file (`If-Range` with its ETag or date) and can send parts. A server that
 * sends the whole file instead is believed, one that sends another part than was asked for is not. At the
 * end the length must be what the server announced and the checksum, where it is known, what was
 * published; then the file gets its name.
 *
 * Throws `DOWNLOAD_FAILED` or `DOWNLOAD_CHECKSUM`.
 */
export async function download(
  address: string,
  path: string,
  options: DownloadOptions,
): Promise<void> {
  const { onProgress, largest = LARGEST, patience = PATIENCE, stall = STALL } = options;
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.partial`;
  let failures = 0;
  for (;;) {
    const start = await sizeOf(partial);
    const result = await attempt(address, partial, start, { onProgress, largest, stall });
    if (result.complete) break;
    failures = (await sizeOf(partial)) > start ? 0 : failures + 1;
    if (!result.mayWorkLater || failures > patience) throw failed(address, partial, result.reason);
    await pause(failures);
  }
  await refuseOther(address, partial, options.checksum);
  await rename(partial, path);
  await rm(`${partial}.version`, { force: true });
}

type Attempt =
  | { readonly complete: true }
  | { readonly complete: false; readonly reason: string; readonly mayWorkLater: boolean };

/** Asks for what is missing and appends what comes. */
async function attempt(
  address: string,
  partial: string,
  start: number,
  { onProgress, ...limits }: { onProgress?: DownloadProgress | undefined } & Limits,
): Promise<Attempt> {
  const version = await readFile(`${partial}.version`, "utf8").catch(() => null);
  const part = await fetchPart(address, start, version, limits);
  if ("reason" in part) {
    // What is there can't be continued: begin anew.
    if (part.startOver) await rm(partial, { force: true });
    return { complete: false, reason: part.reason, mayWorkLater: part.mayWorkLater };
  }
  await writeFile(`${partial}.version`, part.version ?? "");
  return append(partial, part, onProgress);
}

async function append(
  partial: string,
  part: Part,
  onProgress: DownloadProgress | undefined,
): Promise<Attempt> {
  const file = await open(partial, part.start === 0 ? "w" : "a");
  let done = part.start;
  let reason = "the connection ended too early";
  onProgress?.(done, part.total);
  try {
    for await (const chunk of part.chunks) {
      await file.write(chunk);
      done += chunk.length;
      onProgress?.(done, part.total);
      if (part.total !== null && done > part.total) {
        reason = `the server sent more than the ${part.total} bytes it announced`;
        break;
      }
    }
  } catch (error) {
    reason = `the connection broke (${reasonOf(error)})`;
    if (part.total === null) {
      // Nothing tells whether this was all of it.
      await file.truncate(0);
      return { complete: false, reason, mayWorkLater: true };
    }
  } finally {
    await file.sync();
    await file.close();
  }
  if (done === part.total || (part.total === null && done > 0)) return { complete: true };
  if (part.total !== null && done > part.total) await rm(partial, { force: true });
  return { complete: false, reason, mayWorkLater: true };
}

/** Whether a file is there that was downloaded whole before: of this checksum, where one is published. */
export async function isDownloaded(path: string, checksum: Checksum | null): Promise<boolean> {
  if ((await sizeOf(path)) === 0) return false;
  return (
    checksum === null || (await digestOf(path, checksum.algorithm)).startsWith(checksum.digest)
  );
}

async function digestOf(path: string, algorithm: Checksum["algorithm"]): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

async function refuseOther(
  address: string,
  partial: string,
  checksum: Checksum | null,
): Promise<void> {
  if (checksum === null) return;
  const { algorithm, digest: expected } = checksum;
  const actual = await digestOf(partial, algorithm);
  if (actual.startsWith(expected)) return;
  await rm(partial, { force: true });
  await rm(`${partial}.version`, { force: true });
  throw new DownloadError(
    "DOWNLOAD_CHECKSUM",
    `${address} gave a file with ${algorithm === "md5" ? "MD5" : "SHA-256"} ${actual}, but ${expected} was published. It was deleted: something between here and there changes it, or it was published anew.`,
    { address, expected, actual },
  );
}

function failed(address: string, partial: string, reason: string): DownloadError {
  return new DownloadError(
    "DOWNLOAD_FAILED",
    `${address} could not be fetched: ${reason}. What has arrived lies in ${partial}; start again to go on from there.`,
    { address, partial, reason },
  );
}

async function pause(failures: number): Promise<void> {
  const milliseconds = failures === 0 ? 0 : 250 * 2 ** failures;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
