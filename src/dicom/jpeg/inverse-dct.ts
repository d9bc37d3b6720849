/**
 * Inverse cosine transform of 8 x 8 blocks in integers, after Loeffler, Ligtenberg and Moschytz (1989): the
 * "slow but accurate" one of the Independent JPEG Group, which DCMTK, GDCM and libjpeg-turbo use too, so
 * that all give the same pixels (tested).
 */

/** Position in a row-by-row block of each coefficient in zigzag order: up and down the diagonals (T.81, figure A.6). */
const ZIGZAG = zigzagOrder();

function zigzagOrder(): Uint8Array {
  const order: number[] = [];
  for (let diagonal = 0; diagonal < 15; diagonal++) {
    const rows = Array.from({ length: 8 }, (_, row) => row).filter(
      (row) => diagonal - row >= 0 && diagonal - row < 8,
    );
    if (diagonal % 2 === 0) rows.reverse();
    for (const row of rows) order.push(row * 8 + diagonal - row);
  }
  return Uint8Array.from(order);
}

/** Bits after the point of the constants. */
const FRACTION = 13;
const fixed = (value: number) => Math.round(value * 2 ** FRACTION);

/** Sums and differences of cosines of multiples of pi/16, times the square root of 2. */
const C = {
  a0298: fixed(0.298631336),
  a0390: fixed(0.390180644),
  a0541: fixed(0.5411961),
  a0765: fixed(0.765366865),
  a0899: fixed(0.899976223),
  a1175: fixed(1.175875602),
  a1501: fixed(1.50132111),
  a1847: fixed(1.847759065),
  a1961: fixed(1.96157056),
  a2053: fixed(2.053119869),
  a2562: fixed(2.562915447),
  a3072: fixed(3.072711026),
} as const;

/** Transforms blocks of one component; `precision` is 8 or 12 bits per sample. */
export class InverseDct {
  readonly #quantization: Int32Array;
  readonly #block = new Int32Array(64);
  /** Bits after the point between the two passes: as many as 32-bit integers have room for. */
  readonly #between: number;
  readonly #highest: number;

  constructor(quantization: Uint16Array, precision: 8 | 12) {
    this.#quantization = Int32Array.from(quantization);
    this.#between = precision === 8 ? 2 : 1;
    this.#highest = 2 ** precision - 1;
  }

  /** Transforms the block whose coefficients begin at `at` into samples, `stride` of them a row. */
  transform(
    coefficients: Int16Array,
    at: number,
    samples: Uint8Array | Uint16Array,
    samplesAt: number,
    stride: number,
  ): void {
    const block = this.#block;
    for (let k = 0; k < 64; k++) {
      const value = (coefficients[at + k] ?? 0) * (this.#quantization[k] ?? 0);
      block[ZIGZAG[k] ?? 0] = value;
    }
    for (let column = 0; column < 8; column++) {
      transformLine(block, column, 8, FRACTION - this.#between);
    }
    const highest = this.#highest;
    const middle = (highest + 1) >> 1;
    for (let row = 0; row < 8; row++) {
      transformLine(block, row * 8, 1, FRACTION + this.#between + 3);
      const to = samplesAt + row * stride;
      for (let column = 0; column < 8; column++) {
        const value = (block[row * 8 + column] ?? 0) + middle;
        samples[to + column] = value < 0 ? 0 : value > highest ? highest : value;
      }
    }
  }
}

/** Transforms 8 values in place and rounds away `shift` bits. */
function transformLine(block: Int32Array, at: number, step: number, shift: number): void {
  const v0 = block[at] ?? 0;
  const v1 = block[at + step] ?? 0;
  const v2 = block[at + 2 * step] ?? 0;
  const v3 = block[at + 3 * step] ?? 0;
  const v4 = block[at + 4 * step] ?? 0;
  const v5 = block[at + 5 * step] ?? 0;
  const v6 = block[at + 6 * step] ?? 0;
  const v7 = block[at + 7 * step] ?? 0;
  const half = 1 << (shift - 1);
  if ((v1 | v2 | v3 | v4 | v5 | v6 | v7) === 0) {
    const flat = ((v0 << FRACTION) + half) >> shift;
    for (let k = 0; k < 8; k++) block[at + k * step] = flat;
    return;
  }
  // Even part: a rotation of the second and sixth value, a butterfly of the others.
  const shared = Math.imul(v2 + v6, C.a0541);
  const even2 = shared - Math.imul(v6, C.a1847);
  const even3 = shared + Math.imul(v2, C.a0765);
  const even0 = (v0 + v4) << FRACTION;
  const even1 = (v0 - v4) << FRACTION;
  const sum0 = even0 + even3 + half;
  const sum3 = even0 - even3 + half;
  const sum1 = even1 + even2 + half;
  const sum2 = even1 - even2 + half;
  // Odd part: the paper's figure 1, unrolled.
  const z5 = Math.imul(v7 + v3 + v5 + v1, C.a1175);
  const z1 = Math.imul(v7 + v1, -C.a0899);
  const z2 = Math.imul(v5 + v3, -C.a2562);
  const z3 = Math.imul(v7 + v3, -C.a1961) + z5;
  const z4 = Math.imul(v5 + v1, -C.a0390) + z5;
  const odd0 = Math.imul(v7, C.a0298) + z1 + z3;
  const odd1 = Math.imul(v5, C.a2053) + z2 + z4;
  const odd2 = Math.imul(v3, C.a3072) + z2 + z3;
  const odd3 = Math.imul(v1, C.a1501) + z1 + z4;
  block[at] = (sum0 + odd3) >> shift;
  block[at + 7 * step] = (sum0 - odd3) >> shift;
  block[at + step] = (sum1 + odd2) >> shift;
  block[at + 6 * step] = (sum1 - odd2) >> shift;
  block[at + 2 * step] = (sum2 + odd1) >> shift;
  block[at + 5 * step] = (sum2 - odd1) >> shift;
  block[at + 3 * step] = (sum3 + odd0) >> shift;
  block[at + 4 * step] = (sum3 - odd0) >> shift;
}
