import { ThorascopeError } from "../errors.ts";

/** Why a file was refused. Stable; documented in `docs/errors.md`. */
export type RefusalCode =
  /** The path does not exist or may not be read. */
  | "FILE_UNREADABLE"
  /** The bytes are no image of a format that Thorascope reads. */
  | "NOT_AN_IMAGE"
  /** The file ends before the image does. */
  | "TRUNCATED_FILE"
  /** The bytes are all there but contradict themselves or cannot be decoded. */
  | "CORRUPT_IMAGE"
  /** A DICOM object without pixel data (a report, a presentation state, a header only). */
  | "NO_PIXEL_DATA"
  /** A format, transfer syntax, bit depth or colour model that Thorascope does not read. */
  | "UNSUPPORTED_ENCODING"
  /** Declared rows or columns beyond what a radiograph can have, or too small to read. */
  | "IMPLAUSIBLE_SIZE"
  /** Another modality or body part, by the file's own attributes; or by what a model's gate sees in it. */
  | "NOT_A_CHEST_RADIOGRAPH"
  /** To a model's gate it looks turned by a quarter, or upside down. */
  | "RADIOGRAPH_TURNED"
  /** To a model's gate it looks like a negative. */
  | "RADIOGRAPH_INVERTED"
  /** To a model's gate it looks like a part of a radiograph, or one spoiled by tilt, noise, blur or compression. */
  | "RADIOGRAPH_SPOILED"
  /** The image has colour: a photograph, a screenshot, a fused study. */
  | "COLOUR_IMAGE"
  /** Every pixel has the same value. */
  | "ZERO_CONTRAST";

/** Thrown when a file is not a chest radiograph that can be read; `code` says which kind of reason. */
export class RefusedRadiographError extends ThorascopeError<RefusalCode> {}
