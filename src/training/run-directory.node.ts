import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { removeHalfWritten, writeWhole } from "../whole-file.node.ts";
import { TrainingError } from "./errors.ts";
import type { Recipe } from "./recipe.ts";

/** The folder of one training run: what it was told, where it ran, how it went, where it stands. */
export interface RunDirectory {
  readonly folder: string;
  /** Appends a line to `log.jsonl`. Throws `RUN_UNWRITABLE`. */
  log(entry: Readonly<Record<string, unknown>>): Promise<void>;
  /** Reads a file of the run; null if it is not there yet. */
  read(name: string): Promise<Uint8Array | null>;
  /** Writes a file so that it is complete or what it was before, whatever happens in between. Throws `RUN_UNWRITABLE`. */
  write(name: string, content: Uint8Array | string): Promise<void>;
  /** Removes what is left of a file whose writing was cut off. No other process may be writing it. */
  removeHalfWritten(name: string): Promise<void>;
  /** Removes a file that is no longer needed, if it is there. */
  remove(name: string): Promise<void>;
}

/**
 * Opens a run's folder, a new one or one to continue.
 *
 * `recipe.json` holds the resolved recipe. A folder that has one of another recipe is refused
 * (`RUN_MISMATCH`), so that checkpoints of two recipes never mix. Throws `RUN_UNWRITABLE`.
 */
export async function openRunDirectory(
  folder: string,
  recipe: Recipe,
  inputs: Readonly<Record<string, unknown>>,
): Promise<RunDirectory> {
  const refuse = (name: string) => (cause: unknown) => {
    throw runUnwritable(folder, name, cause);
  };
  await mkdir(folder, { recursive: true }).catch(refuse(""));
  const run: RunDirectory = {
    folder,
    log: (entry) =>
      appendFile(
        join(folder, "log.jsonl"),
        `${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`,
      ).catch(refuse("log.jsonl")),
    read: (name) => readIfThere(join(folder, name)),
    write: (name, content) => writeWhole(join(folder, name), content).catch(refuse(name)),
    removeHalfWritten: (name) => removeHalfWritten(join(folder, name)),
    remove: (name) => rm(join(folder, name), { force: true }),
  };
  const resolved = `${JSON.stringify({ recipe, inputs }, null, 2)}\n`;
  const before = await run.read("recipe.json");
  if (before === null) await run.write("recipe.json", resolved);
  else if (new TextDecoder().decode(before) !== resolved) throw mismatch(folder);
  await run.write("environment.json", `${JSON.stringify(environment(), null, 2)}\n`);
  return run;
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function environment(): Readonly<Record<string, unknown>> {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

/** What to throw where a file of a run can't be written. */
export function runUnwritable(folder: string, name: string, cause: unknown): TrainingError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TrainingError(
    "RUN_UNWRITABLE",
    `${join(folder, name)} can't be written (${reason}). What was kept before is still there: make room, then continue with --resume ${folder}.`,
    { folder, file: name },
    { cause },
  );
}

function mismatch(folder: string): TrainingError {
  return new TrainingError(
    "RUN_MISMATCH",
    `${folder} holds a run of another recipe, of other radiographs or of other weights. Name a new folder with --out.`,
    { folder },
  );
}

/** The SHA-256 of what a run depends on, for its `recipe.json`. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
