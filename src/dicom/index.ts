export { type DicomAttributes, readAttributes, readPixelSpacing } from "./attributes.ts";
export type { Codestream, DecodeCodestream } from "./codestream/decode.ts";
export { lookUp, toRgb } from "./colour.ts";
export type { DicomObject } from "./data-set.ts";
export { DicomError, type DicomErrorCode } from "./errors.ts";
export { checkIntensityRelationship, checkPresentation, readPadding } from "./grey-values.ts";
export type { InflateRaw } from "./inflate.ts";
export { requireWholeJpeg } from "./jpeg/decode.ts";
export { type JpegFrame, readJpegFrame, requireEnoughJpegData } from "./jpeg/frame.ts";
export type { LookupTable } from "./lookup-table.ts";
export { type ModalityLut, readModalityLut } from "./modality-lut.ts";
export { isBareDataSet, isPart10, parsePart10 } from "./part10.ts";
export type { PixelCodec } from "./pixel-data/codec.ts";
export { jpeg2000, jpegLs } from "./pixel-data/codestream.ts";
export { decodeFrame } from "./pixel-data/decode.ts";
export { jpegCodecs } from "./pixel-data/jpeg.ts";
export { rle } from "./pixel-data/rle.ts";
export { uncompressed, uncompressedBigEndian } from "./pixel-data/uncompressed.ts";
export {
  type PixelLayout,
  readPixelLayout,
  requirePixelData,
  storedRange,
} from "./pixel-layout.ts";
export { type DicomVoi, readVoi } from "./voi-lut.ts";
export { type RadiographToWrite, writeDicomRadiograph } from "./write/radiograph.ts";
export { uidFromName } from "./write/uid.ts";
