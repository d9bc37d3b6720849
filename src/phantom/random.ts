/**
 * The phantom's only source of chance: small, fast, and the same on every machine.
 *
 * sfc32 by Chris Doty-Humphrey (PractRand, 2010, public domain): 128 bits of state, a period of at least
 * 2^32, passes PractRand and BigCrush. Each part of the anatomy draws from a stream of its own, keyed by
 * seed and name, so that a change to one part leaves the others as they were.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Normal with the given mean and deviation, cut off at two deviations. */
  around(mean: number, deviation: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** A stream of its own: what is drawn from it leaves this one as it is. */
  branch(): Random;
}

/** Opens the stream of that name under that seed. */
export function randomStream(seed: number, name: string): Random {
  return streamFrom(hash(`${seed}:${name}`));
}

function streamFrom(seed: number): Random {
  const next = sfc32(seed);
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    around: (mean, deviation) => mean + deviation * truncatedNormal(next),
    chance: (probability) => next() < probability,
    branch: () => streamFrom(next() * 4294967296),
  };
}

/** Hashes text to 32 bits: FNV-1a (Fowler, Noll, Vo, 1991) with MurmurHash3's finalizer. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return scramble(state);
}

/** MurmurHash3's 32-bit finalizer (Austin Appleby): every input bit reaches every output bit. */
export function scramble(value: number): number {
  let state = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** The generator itself; the first twelve outputs are thrown away, as its author advises. */
function sfc32(seed: number): () => number {
  let a = scramble(seed + 0x9e3779b9);
  let b = scramble(seed + 0x3c6ef372);
  let c = scramble(seed + 0xdaa66d2b);
  let counter = 1;
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return (result >>> 0) / 4294967296;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  return next;
}

/** A standard normal number by Box and Muller (1958), drawn again while beyond two deviations. */
function truncatedNormal(next: () => number): number {
  for (;;) {
    const value = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    if (Math.abs(value) <= 2) return value;
  }
}
