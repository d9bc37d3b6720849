import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import {
  DownloadError,
  type DownloadProgress,
  download,
  isOffline,
} from "../download/index.node.ts";
import { ModelError } from "./errors.ts";
import { fileNameOf, type PublishedWeights, publishedWeights, REGISTRY } from "./registry.ts";

/** How published weights are fetched. */
export interface PullOptions {
  /** Never fetch. `THORASCOPE_OFFLINE=1` says the same for everything. */
  readonly offline?: boolean;
  readonly onProgress?: DownloadProgress;
}

/** Weights that lie in the cache. */
export interface PulledWeights {
  readonly path: string;
  /** Whether they were there already. */
  readonly cached: boolean;
  readonly sha256: string;
  /** Whether the publisher states a checksum, and this is it. */
  readonly verified: boolean;
}

/** Where fetched weights are kept: `weights` in `THORASCOPE_HOME`, or in the user's cache folder. */
export function weightsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { THORASCOPE_HOME, XDG_CACHE_HOME } = environment;
  if (THORASCOPE_HOME) return join(THORASCOPE_HOME, "weights");
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "thorascope", "weights");
}

/** Published weights by name; throws `WEIGHTS_UNKNOWN` with the names that there are. */
export function requireWeights(name: string): PublishedWeights {
  const entry = publishedWeights(name);
  if (entry !== undefined) return entry;
  throw new ModelError(
    "WEIGHTS_UNKNOWN",
    `"${name}" is neither a file nor the name of published weights. \`thorascope models list\` shows these names: ${REGISTRY.map((one) => one.name).join(", ")}.`,
    { name },
  );
}

/**
 * Published weights, from the cache where they are, else from where they are published.
 *
 * A file in the cache is checked like a fetched one, so that weights can be put there by hand.
 */
export async function pullWeights(
  entry: PublishedWeights,
  options: PullOptions = {},
): Promise<PulledWeights> {
  const path = join(weightsFolder(), fileNameOf(entry));
  const cached = await isFile(path);
  if (!cached) {
    if (options.offline || isOffline()) throw offline(entry, path);
    await download(entry.address, path, {
      checksum: entry.sha256 === null ? null : { algorithm: "sha256", digest: entry.sha256 },
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    });
  }
  const sha256 = await sha256Of(path);
  if (!sha256.startsWith(entry.sha256 ?? "")) {
    throw new DownloadError(
      "DOWNLOAD_CHECKSUM",
      `${path}: its SHA-256 is ${sha256}, but ${entry.name} was published with ${entry.sha256}. Delete the file and pull it again.`,
      { path, expected: entry.sha256, actual: sha256 },
    );
  }
  return { path, cached, sha256, verified: entry.sha256 !== null };
}

/** The checksum of a file of any size. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function offline({ name, address }: PublishedWeights, path: string): DownloadError {
  return new DownloadError(
    "DOWNLOAD_OFFLINE",
    `${name} is not in the cache, and Thorascope is to stay offline. Fetch ${address} on another machine and put it at ${path}, or pull it without --offline and THORASCOPE_OFFLINE.`,
    { name, address, path },
  );
}
