import { rmSync } from "node:fs";
import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

/** Names of such folders say which process has made them. */
const PREFIX = "thorascope-doctor-";
const NAME = /^thorascope-doctor-(\d+)-/;

/** Signals that end a process at once unless it listens to them. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A folder for patient data that must not outlive the process. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Makes a folder of this user's alone in the temporary folder. It is removed however the process ends, unless it is
 * killed; what such a one left is removed by the next.
 */
export async function makeTemporaryFolder(): Promise<TemporaryFolder> {
  await sweep();
  const path = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Where the process exits nothing is waited for any more.
  const removeNow = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  const end = (signal: NodeJS.Signals) => process.exit(128 + constants.signals[signal]);
  process.once("exit", removeNow);
  for (const signal of SIGNALS) process.once(signal, end);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true });
      process.off("exit", removeNow);
      for (const signal of SIGNALS) process.off(signal, end);
    },
  };
}

/** Removes this user's folders whose process is gone. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, pid] = NAME.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const path = join(tmpdir(), name);
    const found = await lstat(path).catch(() => null);
    if (found?.isDirectory() !== true || found.uid !== (process.getuid?.() ?? found.uid)) continue;
    // It does not belong to what is asked now: what can't be removed stays.
    await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's may not be asked, but is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
