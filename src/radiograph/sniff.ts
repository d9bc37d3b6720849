import { isBareDataSet, isPart10 } from "../dicom/index.ts";
import { RefusedRadiographError } from "./errors.ts";
import { isJsrtName, JSRT_BYTES } from "./jsrt.ts";
import type { RadiographFormat } from "./radiograph.ts";

/** First bytes of formats that are read, and of some that are not but deserve to be named. */
const SIGNATURES: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ["png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["tiff", [0x49, 0x49, 0x2a, 0x00]],
  ["tiff", [0x4d, 0x4d, 0x00, 0x2a]],
  ["BigTIFF", [0x49, 0x49, 0x2b, 0x00]],
  ["BigTIFF", [0x4d, 0x4d, 0x00, 0x2b]],
  ["JPEG 2000", [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50]],
  ["JPEG 2000", [0xff, 0x4f, 0xff, 0x51]],
  ["GIF", [0x47, 0x49, 0x46, 0x38]],
  ["BMP", [0x42, 0x4d]],
  ["PDF", [0x25, 0x50, 0x44, 0x46]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["gzip", [0x1f, 0x8b]],
];

/**
 * Recognizes a file's format by its first bytes, or says what it is instead.
 *
 * A name says nothing, except where there is nothing else: JSRT's raw files have no header. None of the
 * signatures fits their values, which are below 4096.
 */
export function sniffFormat(bytes: Uint8Array, fileName: string | null): RadiographFormat {
  if (bytes.length === 0) {
    throw new RefusedRadiographError("NOT_AN_IMAGE", "the file is empty. Copy or export it again.");
  }
  if (isPart10(bytes)) return "dicom";
  const name = SIGNATURES.find(([, signature]) =>
    signature.every((byte, index) => bytes[index] === byte),
  )?.[0];
  if (name === "png" || name === "jpeg" || name === "tiff") return name;
  if (name !== undefined) throw unsupported(name);
  if (fileName !== null && isJsrtName(fileName)) return "jsrt";
  if (isBareDataSet(bytes)) return "dicom";
  throw notAnImage(bytes);
}

/** The error for a known format that is not read. */
function unsupported(name: string): RefusedRadiographError {
  return new RefusedRadiographError(
    "UNSUPPORTED_ENCODING",
    `this is a ${name} file, which is not read. Convert the radiograph to PNG, TIFF, JPEG or DICOM.`,
    { format: name },
  );
}

/** The error for bytes of no known format; says so where they are plain text. */
function notAnImage(bytes: Uint8Array): RefusedRadiographError {
  const head = bytes.subarray(0, 512);
  const isText = head.every(
    (byte) => (byte >= 0x20 && byte !== 0x7f) || [9, 10, 13].includes(byte),
  );
  const cure =
    bytes.length === JSRT_BYTES
      ? " A raw file of JSRT is read by the path and the name that its provider gave it, e.g. JPCLN001.IMG."
      : "";
  return new RefusedRadiographError(
    "NOT_AN_IMAGE",
    `the bytes are ${isText ? "text" : "of no image format known here"}, whatever the file's name says. Pass a DICOM, PNG, TIFF or JPEG file.${cure}`,
  );
}
