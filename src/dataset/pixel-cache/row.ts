/** Greys of a radiograph as bytes: 0 is black, 255 white. */
export function toBytes(grey: Float32Array, bytes: Uint8Array): void {
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Math.round((grey[index] ?? 0) * 255);
  }
}

const GREYS = new Float32Array(256).map((_, byte) => byte / 255);

/** Bytes as greys from 0 to 1. */
export function toGreys(bytes: Uint8Array, grey: Float32Array): void {
  for (let index = 0; index < bytes.length; index++) {
    grey[index] = GREYS[bytes[index] ?? 0] ?? 0;
  }
}
