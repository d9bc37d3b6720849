export { type DicomAttributes, readAttributes, readPixelSpacing } from "./attributes.ts";
export type { DicomObject } from "./data-set.ts";
export { DicomError, type DicomErrorCode } from "./errors.ts";
export {
  checkPresentationShape,
  type DicomWindow,
  type Rescale,
  readPadding,
  readRescale,
  readWindow,
} from "./grey-values.ts";
export type { DecodeJpeg } from "./jpeg/decode.ts";
export { type JpegFrame, readJpegFrame, requireEnoughJpegData } from "./jpeg/frame.ts";
export { isBareDataSet, isPart10, parsePart10 } from "./part10.ts";
export type { PixelCodec } from "./pixel-data/codec.ts";
export { decodeFrame } from "./pixel-data/decode.ts";
export { jpegBaseline } from "./pixel-data/jpeg-baseline.ts";
export { uncompressed } from "./pixel-data/uncompressed.ts";
export {
  type PixelLayout,
  readPixelLayout,
  requirePixelData,
  storedRange,
} from "./pixel-layout.ts";
export { type RadiographToWrite, writeDicomRadiograph } from "./write/radiograph.ts";
export { uidFromName } from "./write/uid.ts";
