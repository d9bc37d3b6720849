import { TrainingError } from "../errors.ts";
import type { Optimizer, ParameterGroup } from "./optimizer.ts";

/** The name under which the counts of steps are kept in an optimizer's state. */
const GROUP_STEPS = "groupSteps";

/** One group's part of every array. */
export interface RangeStep {
  readonly parameters: Float32Array;
  readonly gradient: Float32Array;
  /** In the order in which the optimizer named them. */
  readonly moments: readonly Float32Array[];
  /** The group's own learning rate. */
  readonly rate: number;
  readonly weightDecay: number;
  /** Steps of this group, this one included. */
  readonly steps: number;
}

/**
 * What optimizers share: arrays of moments, as long as the parameters, a count of steps for each group, and
 * both as a state that can be saved and restored.
 */
export class Moments implements Optimizer {
  readonly #size: number;
  readonly #moments: ReadonlyMap<string, Float32Array>;
  readonly #move: (range: RangeStep) => void;
  #groupSteps = new Float32Array(0);
  #steps = 0;

  /** `names` are those of the moments, `move` is what the optimizer does to one group. */
  constructor(size: number, names: readonly string[], move: (range: RangeStep) => void) {
    this.#size = size;
    this.#moments = new Map(names.map((name) => [name, new Float32Array(size)]));
    this.#move = move;
  }

  get steps(): number {
    return this.#steps;
  }

  step(
    parameters: Float32Array,
    gradient: Float32Array,
    rate: number,
    groups: readonly ParameterGroup[],
  ): void {
    this.#refuse(parameters, gradient, groups);
    if (this.#steps === 0) this.#groupSteps = new Float32Array(groups.length);
    this.#steps++;
    for (const [index, { from, to, rateFactor, weightDecay }] of groups.entries()) {
      if (rateFactor === 0) continue;
      const steps = (this.#groupSteps[index] ?? 0) + 1;
      this.#groupSteps[index] = steps;
      // Views that start at 0: loops over them stay fast where loops from `from` on did not (V8 11).
      this.#move({
        parameters: parameters.subarray(from, to),
        gradient: gradient.subarray(from, to),
        moments: [...this.#moments.values()].map((moment) => moment.subarray(from, to)),
        rate: rate * rateFactor,
        weightDecay,
        steps,
      });
    }
  }

  state(): ReadonlyMap<string, Float32Array> {
    return this.#steps === 0
      ? this.#moments
      : new Map([...this.#moments, [GROUP_STEPS, this.#groupSteps]]);
  }

  restore(state: ReadonlyMap<string, Float32Array>, steps: number): void {
    const groupSteps = state.get(GROUP_STEPS) ?? new Float32Array(0);
    const wanted = [...this.#moments.keys(), ...(steps > 0 ? [GROUP_STEPS] : [])].sort();
    const fits =
      [...state.keys()].sort().join() === wanted.join() &&
      [...this.#moments].every(([name, own]) => state.get(name)?.length === own.length);
    if (!fits) {
      throw new TrainingError(
        "RUN_MISMATCH",
        `The optimizer's state holds ${described(state)}, but after ${steps} steps this one needs ${wanted.join(", ") || "nothing"}, of ${this.#size} parameters. It is of another recipe.`,
        { steps, size: this.#size },
      );
    }
    for (const [name, own] of this.#moments) own.set(state.get(name) ?? []);
    this.#groupSteps = groupSteps.slice();
    this.#steps = steps;
  }

  #refuse(
    parameters: Float32Array,
    gradient: Float32Array,
    groups: readonly ParameterGroup[],
  ): void {
    const outside = groups.find(({ from, to }) => !(0 <= from && from <= to && to <= this.#size));
    if (
      parameters.length === this.#size &&
      gradient.length === this.#size &&
      outside === undefined &&
      (this.#steps === 0 || groups.length === this.#groupSteps.length)
    ) {
      return;
    }
    throw new TrainingError(
      "TRAINING_MISUSE",
      outside === undefined
        ? `The optimizer is of ${this.#size} parameters and ${this.#steps === 0 ? "any number of" : this.#groupSteps.length} groups, but was given ${parameters.length} parameters, ${gradient.length} slopes and ${groups.length} groups.`
        : `The group from ${outside.from} to ${outside.to} is no range of ${this.#size} parameters.`,
      { size: this.#size, groups: groups.length },
    );
  }
}

function described(state: ReadonlyMap<string, Float32Array>): string {
  return [...state].map(([name, { length }]) => `${name} [${length}]`).join(", ") || "nothing";
}
