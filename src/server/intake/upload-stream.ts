import { tooLarge } from "../store/staged-file.ts";

/** So much of a file's beginning tells what it is. */
export const HEAD_BYTES = 4096;

/** A stream whose beginning has been looked at. */
export interface BegunStream {
  readonly head: Uint8Array;
  /** All of it, the head included. */
  readonly all: AsyncIterable<Uint8Array>;
}

/** Reads the first bytes of a stream: so many, or all it has. */
export async function headOf(
  source: AsyncIterable<Uint8Array>,
  bytes: number,
): Promise<BegunStream> {
  const rest = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const { value, done } = await rest.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const head = Buffer.concat(first);
  return { head: head.subarray(0, bytes), all: continued(head, rest) };
}

async function* continued(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (;;) {
      const { value, done } = await rest.next();
      if (done) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}

/**
 * Reads a stream to its end and keeps nothing.
 *
 * @throws StoreError UPLOAD_TOO_LARGE beyond the limit (bytes).
 */
export async function measure(source: AsyncIterable<Uint8Array>, limit: number): Promise<number> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(limit);
  }
  return bytes;
}
