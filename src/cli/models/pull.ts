import {
  type PublishedWeights,
  type PulledWeights,
  pullWeights,
  requireWeights,
} from "../../model/index.node.ts";
import { showProgress } from "../progress.ts";

export interface PullCommandOptions {
  readonly offline: boolean;
  readonly quiet: boolean;
}

const MEGABYTE = 1e6;

/** `thorascope models pull`. */
export async function runPull(name: string, options: PullCommandOptions): Promise<void> {
  const entry = requireWeights(name);
  const { path, cached, sha256, verified } = await pullWithProgress(entry, options);
  const check = verified
    ? "as published"
    : "its publisher states none: compare it with somebody you trust";
  process.stdout.write(
    `${path}${cached ? " (was there already)" : ""}\nSHA-256 ${sha256} (${check})\nLicence: ${entry.licence}\n`,
  );
}

/** Fetches weights, showing how far it is. */
export async function pullWithProgress(
  entry: PublishedWeights,
  { offline, quiet }: PullCommandOptions,
): Promise<PulledWeights> {
  const progress = showProgress({ quiet, unit: "MB" });
  try {
    return await pullWeights(entry, {
      offline,
      onProgress: (done, total) =>
        progress.step(
          entry.name,
          Math.floor(done / MEGABYTE),
          Math.ceil((total ?? done) / MEGABYTE),
        ),
    });
  } finally {
    progress.stop();
  }
}
