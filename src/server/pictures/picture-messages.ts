import type { Finding } from "../../findings/index.ts";
import type { Reading } from "../../reading/index.ts";
import type { ReportPictures, ReportWidths } from "./draw-report.ts";
import type { ViewerPixels } from "./viewer-pixels.ts";

/** The file of an image, as it was sent. */
export interface StoredImage {
  readonly bytes: Uint8Array;
  /** Some formats are known by it. */
  readonly fileName: string;
}

/** What heatmaps are drawn from. */
export interface StoredReading {
  readonly image: StoredImage;
  /** As NumPy file. */
  readonly heatmaps: Uint8Array;
}

/** A picture or page that takes time to make. */
export type PictureRequest =
  | { readonly kind: "picture"; readonly image: StoredImage; readonly width: number | null }
  | { readonly kind: "pixels"; readonly image: StoredImage }
  | (StoredReading & {
      readonly kind: "heatmap";
      readonly reading: Omit<Reading, "heatmaps">;
      readonly finding: Finding;
      readonly width: number | null;
    })
  | (StoredReading & {
      readonly kind: "report";
      readonly reading: Omit<Reading, "heatmaps">;
      readonly widths: ReportWidths;
    })
  | { readonly kind: "card"; readonly folder: string };

/** What was made, why it can't be, or what went wrong with us. Errors lose their class between threads. */
export type PictureAnswer =
  | { readonly png: Uint8Array }
  | { readonly pixels: ViewerPixels }
  | { readonly report: ReportPictures }
  | { readonly html: string }
  | { readonly refusal: { readonly code: string; readonly message: string } }
  | { readonly failure: Error };
