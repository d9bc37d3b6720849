/** Adam's usual constants. */
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/**
 * The Adam optimizer over one flat array of weights.
 *
 *     m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g²
 *     w -= rate * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)
 *
 * Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015.
 */
export class Adam {
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  #step = 0;

  constructor(size: number) {
    this.#first = new Float32Array(size);
    this.#second = new Float32Array(size);
  }

  /** Moves the weights one step against the gradient, in place. */
  update(weights: Float32Array, gradient: Float32Array, learningRate: number): void {
    const [first, second] = [this.#first, this.#second];
    this.#step++;
    const firstCorrection = 1 - FIRST_DECAY ** this.#step;
    const secondCorrection = Math.sqrt(1 - SECOND_DECAY ** this.#step);
    const rate = (learningRate * secondCorrection) / firstCorrection;
    const epsilon = EPSILON * secondCorrection;
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i] as number;
      const m = FIRST_DECAY * (first[i] as number) + (1 - FIRST_DECAY) * g;
      const v = SECOND_DECAY * (second[i] as number) + (1 - SECOND_DECAY) * g * g;
      first[i] = m;
      second[i] = v;
      weights[i] = (weights[i] as number) - (rate * m) / (Math.sqrt(v) + epsilon);
    }
  }
}
