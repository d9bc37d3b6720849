import { ThorascopeError } from "../errors.ts";

export type WeightsErrorCode =
  /** The bytes are no file of weights, or a damaged one. */
  | "WEIGHTS_INVALID"
  /** A PyTorch checkpoint asks to run code. Nothing of it was run. */
  | "WEIGHTS_UNSAFE"
  /** Weights in a format or number format that Thorascope does not read. */
  | "WEIGHTS_UNSUPPORTED"
  /** A network needs a tensor that the weights do not hold. */
  | "WEIGHT_MISSING"
  /** A tensor has another shape than the network needs. */
  | "WEIGHT_SHAPE";

/** Thrown when weights can't be read or do not belong to the network. */
export class WeightsError extends ThorascopeError<WeightsErrorCode> {}
