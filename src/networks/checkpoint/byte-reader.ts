import { damaged } from "./refusal.ts";

/** Reads bytes one after the other; whatever reaches beyond their end throws `WEIGHTS_INVALID`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
  }

  /** The next bytes, as a view. The length may be any number that a file claims. */
  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, this.position);
  }

  text(length: number): string {
    return new TextDecoder().decode(this.take(length));
  }

  /** Up to the next line feed, which is passed over. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.position);
    if (end < 0) throw damaged("a line of it never ends");
    const line = this.text(end - this.position);
    this.position++;
    return line;
  }

  uint8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  /** A size of eight bytes; beyond 2^53 it is beyond any file too. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.#advance(8), true));
  }

  /** Python's binary floats are big endian. */
  float64BigEndian(): number {
    return this.#view.getFloat64(this.#advance(8), false);
  }

  #advance(length: number): number {
    const start = this.position;
    if (!(length >= 0 && start + length <= this.#bytes.length)) {
      throw damaged(`it ends where ${length} more bytes should follow`, { position: start });
    }
    this.position = start + length;
    return start;
  }
}
