/** A codestream whose header has been checked, and the image that must come of it. */
export interface Codestream {
  readonly format: "jpeg-ls" | "jpeg-2000";
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  /** 1 for up to 8 bits, else 2. */
  readonly bytesPerSample: 1 | 2;
}

/**
 * A decoder of the formats that are not decoded here, in bounded memory and time: samples in little endian
 * bytes. It must throw a `DicomError` for whatever it cannot decode.
 */
export type DecodeCodestream = (codestream: Codestream) => Promise<Uint8Array>;
