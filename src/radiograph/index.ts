export type { Decoders } from "./decoders.ts";
export { type RefusalCode, RefusedRadiographError } from "./errors.ts";
export { type GreyImage, toGrey } from "./grey.ts";
export { isJsrtName } from "./jsrt.ts";
export { networkInput } from "./network-input.ts";
export type { PngColour, PngHeader } from "./png.ts";
export type {
  DicomAttributes,
  Photometric,
  Radiograph,
  RadiographFormat,
  ViewPosition,
  Voi,
} from "./radiograph.ts";
export type { Raster } from "./raster.ts";
export { readRadiographWith } from "./read.ts";
export { resize } from "./resize.ts";
export type { TiffHeader } from "./tiff.ts";
