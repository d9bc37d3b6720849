/** A range of the flat array of parameters, and how it is treated. Ranges do not overlap. */
export interface ParameterGroup {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Multiplies the learning rate; 0 freezes the range: parameters and moments stay as they are. */
  readonly rateFactor: number;
  /** What the optimizer's weight decay is for this range, 0 for none. */
  readonly weightDecay: number;
}

/**
 * Moves one flat array of parameters against the gradient, in place.
 *
 * What is in no group stays as it is. Groups must be the same ranges in the same order in every step of a run
 * (factors and decay may change), because each has its own count of steps: moments of a range that thaws late
 * start from 0 like any other and need the same correction.
 */
export interface Optimizer {
  /**
   * One step with learning rate `rate`. Throws `TRAINING_MISUSE` where arrays or groups do not fit to the
   * optimizer.
   */
  step(
    parameters: Float32Array,
    gradient: Float32Array,
    rate: number,
    groups: readonly ParameterGroup[],
  ): void;
  /** Moments and counts of steps by name; the arrays themselves, not copies. */
  state(): ReadonlyMap<string, Float32Array>;
  /** Steps taken. */
  readonly steps: number;
  /**
   * Continues where `state()` and `steps` were taken: the next steps are the same, bit for bit. Throws
   * `RUN_MISMATCH` where the arrays are another optimizer's or another network's.
   */
  restore(state: ReadonlyMap<string, Float32Array>, steps: number): void;
}
