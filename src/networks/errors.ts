import { ThorascopeError } from "../errors.ts";

export type WeightsErrorCode =
  /** The bytes are no safetensors file, or a damaged one. */
  | "WEIGHTS_INVALID"
  /** A tensor is stored in a number format that Thorascope does not read. */
  | "WEIGHTS_UNSUPPORTED"
  /** A network needs a tensor that the weights do not hold. */
  | "WEIGHT_MISSING"
  /** A tensor has another shape than the network needs. */
  | "WEIGHT_SHAPE";

/** Thrown when weights can't be read or do not belong to the network. */
export class WeightsError extends ThorascopeError<WeightsErrorCode> {}
