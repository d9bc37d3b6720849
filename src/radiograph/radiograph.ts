import type { DicomAttributes } from "../dicom/index.ts";

import type { RefusalCode } from "./errors.ts";

export type { DicomAttributes };

/**
 * How values become grey: a window or a table (DICOM PS3.3 C.11.2), or a plain range where none is given.
 * A table maps the value `first` to its first grey, the next integer to the next; values beyond have its ends.
 */
export type Voi =
  | {
      readonly kind: "linear" | "linear-exact" | "sigmoid";
      readonly center: number;
      readonly width: number;
    }
  | { readonly kind: "table"; readonly first: number; readonly grey: Float32Array }
  | { readonly kind: "range"; readonly low: number; readonly high: number };

/** Whether the smallest value is shown white (MONOCHROME1) or black (MONOCHROME2), DICOM PS3.3 C.7.6.3.1.2. */
export type Photometric = "MONOCHROME1" | "MONOCHROME2";

/** Direction of the beam, as far as the file says (DICOM View Position (0018,5101)); laterals are refused. */
export type ViewPosition = "PA" | "AP";

/** File formats that a radiograph can come in; "jsrt" is that of the raw files of one data set. */
export type RadiographFormat = "dicom" | "png" | "tiff" | "jpeg" | "jsrt";

/**
 * One frontal chest radiograph, decoded but not yet windowed: what every later stage starts from.
 *
 * `pixels` holds rows x columns values after the modality LUT, row by row from the top left, in the
 * file's own units; `voi` and `photometric` say how they become grey (see `toGrey`).
 */
export interface Radiograph {
  readonly pixels: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly voi: Voi;
  readonly photometric: Photometric;
  /** The value, after the modality LUT, that marks pixels outside the image, and the range's other end. */
  readonly padding: { readonly low: number; readonly high: number } | null;
  /** Which frame of the file this is, from 0. */
  readonly frame: number;
  readonly source: {
    readonly format: RadiographFormat;
    readonly bytes: number;
    readonly sha256: string;
  };
  readonly view: ViewPosition | null;
  /** Distance between pixel centres in mm, between rows then between columns; see `attributes.isSpacingCalibrated`. */
  readonly pixelSpacing: readonly [number, number] | null;
  /** Plain-words remarks about choices made while reading, e.g. which of several windows was taken. */
  readonly warnings: readonly string[];
  readonly attributes: DicomAttributes | null;
  /** Why the file says that it is something else; only where it was to be read all the same. */
  readonly objection?: { readonly code: RefusalCode; readonly message: string };
}

/** How a file is to be read. */
export interface RadiographOptions {
  /** Whether also what, by the file's own attributes, is no frontal chest radiograph. Attributes can be wrong. */
  readonly anyPart?: boolean;
}
