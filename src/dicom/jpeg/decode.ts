import type { JpegFrame } from "./frame.ts";

/**
 * A JPEG decoder: interleaved 8-bit samples, one per pixel for one component and three (red, green,
 * blue) for three. It must throw on any damage that the JPEG library notices rather than fill in grey.
 */
export type DecodeJpeg = (bytes: Uint8Array, frame: JpegFrame) => Promise<Uint8Array>;
