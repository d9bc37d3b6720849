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
 * one before, whenever the machine stops. Throws `RUN_UNWRITABLE`; the one before is still there.
 */
export async function writeCheckpoint(
  run: RunDirectory,
  fit: string,
  state: FitState,
): Promise<void> {
  await run.write(checkpointName(fit), encodeFitState(state));
}
