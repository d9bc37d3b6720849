import type { LocalizationFigures, LocalizedCase, Shape } from "../../evaluation/index.ts";
import type { Finding } from "../../findings/index.ts";
import type { Heatmap } from "../overlay.ts";

/** What `thorascope evaluate` says of where heatmaps point. */
export interface LocalizationResult {
  /** Boxes and masks: all that are listed, and what became of them. */
  readonly marks: {
    readonly listed: number;
    readonly compared: number;
    /** Of images that the label table doesn't have. */
    readonly unlabelled: number;
    /** Of radiographs that are not on the side that is evaluated. */
    readonly elsewhere: number;
    readonly withoutImage: number;
    /** Of radiographs that were refused, by reason. */
    readonly refused: readonly { readonly code: string; readonly marks: number }[];
    /** Of findings that the network has no output for. */
    readonly unknownToModel: number;
  };
  readonly radiographs: number;
  readonly patients: number;
  /** Marked findings whose label does not say present. */
  readonly labelledOtherwise: number;
  /** Cells of a heatmap. */
  readonly heatmaps: { readonly rows: number; readonly columns: number };
  readonly findings: readonly LocalizationFigures[];
  /** All marked findings as one; null where there is only one finding. */
  readonly all: LocalizationFigures | null;
  readonly cases: readonly NamedCase[];
}

export interface NamedCase extends LocalizedCase {
  readonly fileName: string;
  readonly finding: Finding;
  readonly calledPositive: boolean | null;
}

/** A case that can be drawn. */
export interface DrawableCase {
  readonly path: string;
  readonly heatmap: Heatmap;
  readonly shapes: readonly Shape[];
  readonly figures: NamedCase;
}
