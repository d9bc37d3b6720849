import { TrainingError } from "../errors.ts";
import type { RunDirectory } from "../run-directory.node.ts";
import { decodeFitState, encodeFitState, type FitState } from "./fit-state.ts";

/** The file of a run that holds where a fit stands. */
export function checkpointName(fit: string): string {
  return `checkpoint-${fit}.safetensors`;
}

/** Reads where a fit stands; null if it did not begin. Throws `CHECKPOINT_INVALID`. */
export async function readCheckpoint(
  run: RunDirectory,
  fit: string,
  valueCount: number,
): Promise<FitState | null> {
  const bytes = await run.read(checkpointName(fit));
  return bytes === null
    ? null
    : decodeFitState(bytes, valueCount, `${run.folder}/${checkpointName(fit)}`);
}

/**
 * Keeps where a fit stands: under a temporary name, synced, renamed, so that the file is the new state or the
 * one before, whenever the machine stops. Throws `CHECKPOINT_UNWRITABLE`; the one before is still there.
 */
export async function writeCheckpoint(
  run: RunDirectory,
  fit: string,
  state: FitState,
): Promise<void> {
  const name = checkpointName(fit);
  try {
    await run.write(name, encodeFitState(state));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TrainingError(
      "CHECKPOINT_UNWRITABLE",
      `${run.folder}/${name} can't be written (${reason}). The state before it is kept: make room, then continue with --resume ${run.folder}.`,
      { folder: run.folder, file: name },
      { cause },
    );
  }
}
