import { cache, Enums, imageLoader, metaData, type Types, utilities } from "@cornerstonejs/core";
import type { ViewerImage } from "../grey/viewer-image.ts";

/** Scheme of our images' ids in cornerstone3D. */
const SCHEME = "thorascope";

/** Images that cornerstone3D may ask for. */
const images = new Map<string, ViewerImage>();

/** Makes our images known to cornerstone3D, once. */
export function registerImages(): void {
  imageLoader.registerImageLoader(SCHEME, (imageId) => ({
    promise: Promise.resolve().then(() => cornerstoneImage(imageId, imageOf(imageId))),
  }));
  metaData.addProvider((type: string, imageId: unknown) => {
    const image = typeof imageId === "string" ? images.get(imageId) : undefined;
    return image === undefined ? undefined : metadataOf(type, image);
  });
}

/** Offers an image to cornerstone3D under the id that it returns, until it is withdrawn. */
export function offerImage(name: string, image: ViewerImage): string {
  const imageId = `${SCHEME}:${name}`;
  images.set(imageId, image);
  return imageId;
}

/** Takes an image back: its memory is free again. */
export function withdrawImage(imageId: string): void {
  images.delete(imageId);
  if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
}

function imageOf(imageId: string): ViewerImage {
  const image = images.get(imageId);
  if (image === undefined) throw new RangeError(`${imageId} was withdrawn.`);
  return image;
}

/**
 * An image as cornerstone3D draws it. It gets the pixels as they are, without slope and intercept, and the ramp
 * in pixels (see `ViewerImage`): what it draws then is the same with and without WebGL, whatever the window's kind.
 */
function cornerstoneImage(imageId: string, image: ViewerImage): Types.IImage {
  const { rows, columns, drawn, ramp, pixelSize } = image;
  const { windowWidth, windowCenter } = utilities.windowLevel.toWindowLevel(ramp.low, ramp.high);
  return {
    imageId,
    rows,
    columns,
    height: rows,
    width: columns,
    minPixelValue: 0,
    maxPixelValue: 65_535,
    slope: 1,
    intercept: 0,
    windowCenter,
    windowWidth,
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    color: false,
    rgba: false,
    numberOfComponents: 1,
    columnPixelSpacing: pixelSize[0],
    rowPixelSpacing: pixelSize[1],
    invert: false,
    photometricInterpretation: "MONOCHROME2",
    sizeInBytes: drawn.byteLength,
    dataType: "Uint16Array",
    getPixelData: () => drawn,
    getCanvas: () => document.createElement("canvas"),
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      width: columns,
      height: rows,
      scalarData: drawn,
      numberOfComponents: 1,
    }),
  };
}

/** What cornerstone3D asks of an image besides its pixels: it lies flat, its first pixel at the origin. */
function metadataOf(type: string, { rows, columns, pixelSize }: ViewerImage): object | undefined {
  switch (type) {
    case Enums.MetadataModules.IMAGE_PLANE:
      return {
        rows,
        columns,
        rowCosines: [1, 0, 0],
        columnCosines: [0, 1, 0],
        imageOrientationPatient: [1, 0, 0, 0, 1, 0],
        imagePositionPatient: [0, 0, 0],
        columnPixelSpacing: pixelSize[0],
        rowPixelSpacing: pixelSize[1],
        frameOfReferenceUID: SCHEME,
      };
    case Enums.MetadataModules.IMAGE_PIXEL:
      return {
        bitsAllocated: 16,
        bitsStored: 16,
        highBit: 15,
        samplesPerPixel: 1,
        pixelRepresentation: 0,
        photometricInterpretation: "MONOCHROME2",
      };
    case Enums.MetadataModules.GENERAL_SERIES:
      return { modality: "DX" };
    default:
      return undefined;
  }
}
