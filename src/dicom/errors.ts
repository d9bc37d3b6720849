import { ThorascopeError } from "../errors.ts";

/** Why a DICOM object or its pixel data could not be read. Each is also a `RefusalCode` of a radiograph. */
export type DicomErrorCode =
  /** A DICOM data set without the preamble and header of a file, or a transfer syntax not read here. */
  | "UNSUPPORTED_ENCODING"
  /** The file ends before its last element does, or pixel data is shorter than declared. */
  | "TRUNCATED_FILE"
  /** The bytes are all there but contradict themselves. */
  | "CORRUPT_IMAGE"
  /** No Pixel Data (7FE0,0010). */
  | "NO_PIXEL_DATA"
  /** More than one sample per pixel, or a photometric interpretation that has colour. */
  | "COLOUR_IMAGE";

/** Thrown by everything in this folder that reads; the message names the attribute by its tag. */
export class DicomError extends ThorascopeError<DicomErrorCode> {}
