import { ThorascopeError } from "./errors.ts";

/** The four 32-bit words of a generator; plain JSON, so that a checkpoint can hold them. */
export type RandomState = readonly [number, number, number, number];

/** Thrown for a seed, a bound or a state that no generator can work with. */
export class RandomError extends ThorascopeError<"RANDOM_INVALID"> {
  constructor(message: string, fields: Readonly<Record<string, unknown>>) {
    super("RANDOM_INVALID", message, fields);
  }
}

/**
 * Seeded pseudo-random numbers: xoshiro128** 1.1, the same sequence on every machine.
 *
 * Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021, and
 * their public-domain xoshiro128starstar.c. Period 2^128 - 1. Not for secrets.
 *
 * The state is all there is (no value is kept back between calls), so a generator rebuilt from
 * `state` continues where the first one stood.
 */
export class Random {
  readonly #words: Uint32Array;

  private constructor(words: Uint32Array) {
    this.#words = words;
  }

  /** A generator for a whole number from 0 to 2^32 - 1; nearby seeds give unrelated sequences. */
  static fromSeed(seed: number): Random {
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
      throw new RandomError(`seed ${seed}: give a whole number from 0 to 2^32 - 1.`, { seed });
    }
    // The mixing is one-to-one, so the four words differ and cannot all be 0.
    const word = splitMix(seed);
    return new Random(Uint32Array.from([word(), word(), word(), word()]));
  }

  /** A generator that continues from a saved `state`. */
  static fromState(state: RandomState): Random {
    const isWord = (word: number) => Number.isInteger(word) && word >= 0 && word < 2 ** 32;
    if (state.length !== 4 || !state.every(isWord) || state.every((word) => word === 0)) {
      throw new RandomError(
        `random state [${state.join(", ")}]: four whole numbers below 2^32 are needed, not all 0.`,
        { state },
      );
    }
    return new Random(Uint32Array.from(state));
  }

  /** Where the generator stands now. */
  get state(): RandomState {
    const [a = 0, b = 0, c = 0, d = 0] = this.#words;
    return [a, b, c, d];
  }

  /** The next 32 random bits, as a whole number from 0 to 2^32 - 1. */
  bits(): number {
    const words = this.#words;
    // Not taken apart as a list: that is half of the time where millions are drawn.
    const a = words[0] ?? 0;
    const b = words[1] ?? 0;
    const c = words[2] ?? 0;
    const d = words[3] ?? 0;
    words[0] = a ^ d ^ b;
    words[1] = b ^ c ^ a;
    words[2] = c ^ a ^ (b << 9);
    words[3] = rotateLeft(d ^ b, 11);
    return Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
  }

  /** Uniform in [0, 1), with all 53 bits that a double can hold there. */
  uniform(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** Uniform among 0, 1, ..., bound - 1, without bias: draws past the last whole multiple are thrown away. */
  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RandomError(`bound ${bound}: give a whole number from 1 to 2^32.`, { bound });
    }
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let draw = this.bits();
    while (draw >= limit) draw = this.bits();
    return draw % bound;
  }

  /** Standard normal, by the cosine half of Box and Muller, Ann. Math. Statist. 29 (1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Puts the items into a random order, in place (Fisher and Yates), and returns them. */
  shuffle<Item>(items: Item[]): Item[] {
    for (let last = items.length - 1; last > 0; last--) {
      const chosen = this.below(last + 1);
      const held = items[last] as Item;
      items[last] = items[chosen] as Item;
      items[chosen] = held;
    }
    return items;
  }
}

function rotateLeft(word: number, count: number): number {
  return (word << count) | (word >>> (32 - count));
}

/** SplitMix with 32-bit words, which spreads a seed over the state (constants: Mueller's "hash-prospector"). */
function splitMix(seed: number): () => number {
  let counter = seed;
  return () => {
    counter = (counter + 0x9e3779b9) >>> 0;
    let word = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  };
}
