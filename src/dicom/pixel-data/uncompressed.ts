import { TRANSFER_SYNTAX } from "../transfer-syntax.ts";
import type { PixelCodec } from "./codec.ts";

/** Native pixel data, little endian (PS3.5 annexes A.1 and A.2): nothing to decode but the byte order. */
export const uncompressed: PixelCodec = {
  transferSyntaxUids: [TRANSFER_SYNTAX.implicitLittleEndian, TRANSFER_SYNTAX.explicitLittleEndian],
  async decode(frame, { rows, columns, bitsAllocated }) {
    if (bitsAllocated === 8) return frame;
    const words = new Uint16Array(rows * columns);
    for (let index = 0; index < words.length; index++) {
      words[index] = (frame[2 * index] ?? 0) | ((frame[2 * index + 1] ?? 0) << 8);
    }
    return words;
  },
};
