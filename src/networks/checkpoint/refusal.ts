import { WeightsError } from "../errors.ts";

/** The error for bytes that are no checkpoint, or not all of one. */
export function damaged(reason: string, fields: Record<string, unknown> = {}): WeightsError {
  return new WeightsError(
    "WEIGHTS_INVALID",
    `This is no PyTorch checkpoint, or a damaged one: ${reason}. Fetch or save the file again.`,
    fields,
  );
}

/** The error for a checkpoint that wants Python to do something. */
export function unsafe(reason: string, fields: Record<string, unknown> = {}): WeightsError {
  return new WeightsError(
    "WEIGHTS_UNSAFE",
    `The checkpoint ${reason}. Nothing of it was run. If you trust where it comes from, load it in Python and save its weights alone: torch.save(model.state_dict(), "weights.pt").`,
    fields,
  );
}

/** The error for a checkpoint of a kind that Thorascope does not read. */
export function unsupported(reason: string, fields: Record<string, unknown> = {}): WeightsError {
  return new WeightsError(
    "WEIGHTS_UNSUPPORTED",
    `The checkpoint ${reason}. Load it in Python and save its weights alone: torch.save(model.state_dict(), "weights.pt").`,
    fields,
  );
}
