import type { Finding } from "../../findings/index.ts";
import type { Reading } from "../../reading/index.ts";

/** All that a report says of a study, and the patient's page takes its words from. */
export interface StudyReport {
  readonly patient: {
    readonly name: string | null;
    readonly id: string | null;
    /** As DICOM writes it (YYYYMMDD), as `studyDate`. */
    readonly birthDate: string | null;
    readonly sex: string | null;
    /** Whole years at the study. */
    readonly age: number | null;
  };
  readonly studyDate: string | null;
  readonly accessionNumber: string | null;
  /** When its first image was received. */
  readonly receivedAt: string;
  /** Latest edition; null where nobody has written one. */
  readonly impression: Impression | null;
  readonly images: readonly ReportImage[];
  readonly printedAt: Date;
}

/** What a person wrote of a study. */
export interface Impression {
  readonly text: string;
  /** Of the text, as BCP 47 names it. */
  readonly language: string;
  readonly edition: number;
  /** Null where there are no accounts. */
  readonly author: string | null;
  readonly createdAt: string;
}

/** One image of a study. */
export interface ReportImage {
  readonly fileName: string;
  readonly status: "queued" | "reading" | "read" | "refused" | "failed" | "cancelled";
  /** Why it was refused or could not be read. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly reading: ReportReading | null;
  /** What people said of it, oldest first. */
  readonly feedback: readonly ReportFeedback[];
}

/** What a model said of an image. */
export interface ReportReading {
  readonly content: Omit<Reading, "heatmaps">;
  readonly createdAt: string;
  /** Null where they are left out. */
  readonly pictures: ReportPictures | null;
}

/** Where an image's pictures are, as addresses or `data:` URIs. */
export interface ReportPictures {
  readonly radiograph: string;
  /** Of positive findings. */
  readonly heatmaps: readonly {
    readonly finding: Finding;
    readonly picture: string;
    /** Whether no region speaks for the finding. */
    readonly isEmpty: boolean;
  }[];
  /** How many cells the maps have. */
  readonly cells: { readonly rows: number; readonly columns: number };
}

/** What a person said of a reading. */
export interface ReportFeedback {
  readonly kind: "agree" | "disagree" | "missed" | "comment";
  /** Null: of the reading as a whole. */
  readonly finding: Finding | null;
  /** Left, top, right and bottom in pixels of the original image. */
  readonly box: readonly [number, number, number, number] | null;
  readonly text: string | null;
  /** Null where there are no accounts. */
  readonly author: string | null;
  readonly createdAt: string;
  /** Whether it is about the reading that is shown, not an earlier one. */
  readonly isCurrent: boolean;
}

/** How a page is to be printed. */
export interface Sheet {
  /** Null: whatever the printer has. */
  readonly paper: "a4" | "letter" | null;
}
