/** Whether this machine keeps the lower byte of a word first, as almost all do. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Words of 16 bits whose lower byte comes first; where the machine keeps them so too, nothing is copied. */
export function littleEndianWords(bytes: Uint8Array): Uint16Array {
  if (IS_LITTLE_ENDIAN && bytes.byteOffset % 2 === 0) {
    return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  }
  return join(bytes, 0);
}

/** Words of 16 bits whose upper byte comes first. */
export function bigEndianWords(bytes: Uint8Array): Uint16Array {
  return join(bytes, 1);
}

/** Joins pairs of bytes, of which the one at `lowByte` is the lower. */
function join(bytes: Uint8Array, lowByte: 0 | 1): Uint16Array {
  const words = new Uint16Array(bytes.length >> 1);
  for (let index = 0; index < words.length; index++) {
    const at = 2 * index;
    words[index] = (bytes[at + lowByte] ?? 0) | ((bytes[at + 1 - lowByte] ?? 0) << 8);
  }
  return words;
}
