/** What a thread that reads is asked for. */
export type ReaderRequest =
  /** To load a model, so that it is ready. */
  | { readonly kind: "load"; readonly folder: string }
  | {
      readonly kind: "read";
      /** Of the model. */
      readonly folder: string;
      readonly bytes: Uint8Array;
      readonly fileName: string;
      /** Even if the model's gate refuses the image. */
      readonly anyway: boolean;
    };

/** A reading, in the form in which it is kept. */
export interface MadeReading {
  /** As `readingToJson` writes it. */
  readonly json: string;
  readonly model: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly abnormal: number | null;
  /** A NumPy file. */
  readonly heatmaps: Uint8Array;
}

/** Why there is no reading. Errors lose their class between threads. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** What it answers. */
export type ReaderAnswer =
  | { readonly kind: "loaded" }
  | { readonly kind: "read"; readonly reading: MadeReading }
  /** The image's fault: trying again changes nothing. */
  | { readonly kind: "refused"; readonly reason: Reason }
  /** Ours, or the model's. */
  | { readonly kind: "failed"; readonly reason: Reason };
