import type { ImageStatus } from "../api/types.ts";

/** A file that somebody chose, with its path within the folder that it was dropped with. */
export interface ChosenFile {
  readonly file: File;
  readonly path: string;
}

/** Why something was not taken, as the server says it. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** How far a file is on its way to the server. */
export type UploadState =
  | "waiting"
  | "sending"
  | "stored"
  /** The server had it before. */
  | "known"
  | "refused"
  | "failed";

/** A file on its way to the server, and what became of it there. */
export interface Upload {
  readonly id: number;
  readonly path: string;
  readonly bytes: number;
  readonly sentBytes: number;
  readonly state: UploadState;
  /** Why it was refused or failed. */
  readonly reason: Reason | null;
  /** How many images the server keeps of it: several of an archive. */
  readonly images: number;
  /** How many files of an archive are no images. */
  readonly leftOut: number;
  /** The study of its first image. */
  readonly study: string | null;
  /** How the reading of its image stands; null of an archive, and until the server tells. */
  readonly reading: ImageStatus | null;
}

/** Why nothing is sent just now though files wait. */
export type Hold = "busy" | "unreachable" | "signedOut";

/** All files of this page's life, and how they stand. */
export interface UploadSnapshot {
  readonly uploads: readonly Upload[];
  readonly hold: Hold | null;
  /** Hidden files of folders that were not sent. */
  readonly skipped: number;
}

/** What became of one attempt to send a file. */
export type SendOutcome =
  | {
      readonly kind: "stored";
      readonly images: readonly StoredImage[];
      readonly leftOut: number;
    }
  | { readonly kind: "refused"; readonly reason: Reason }
  /** It can't be sent, and trying again by itself would not help. */
  | { readonly kind: "failed"; readonly reason: Reason }
  | { readonly kind: "busy"; readonly seconds: number }
  | { readonly kind: "unreachable" }
  | { readonly kind: "signedOut" }
  | { readonly kind: "cancelled" };

/** An image that the server keeps. */
export interface StoredImage {
  readonly id: string;
  readonly study: string;
  readonly status: ImageStatus;
  readonly isNew: boolean;
}

/** Sends one file. Never throws. */
export type Send = (
  file: File,
  progress: (sentBytes: number) => void,
  signal: AbortSignal,
) => Promise<SendOutcome>;
