import {
  checkIntensityRelationship,
  checkPresentation,
  type DicomObject,
  type DicomVoi,
  decodeFrame,
  type PixelLayout,
  parsePart10,
  readAttributes,
  readModalityLut,
  readPadding,
  readPixelLayout,
  readPixelSpacing,
  readVoi,
  requirePixelData,
  toRgb,
} from "../dicom/index.ts";
import { requireForPresentation, viewOf, whyNotChest } from "./chest.ts";
import { requireVisible, valueRange } from "./contrast.ts";
import type { Decoders } from "./decoders.ts";
import { contentOfRaster, type RadiographContent } from "./from-raster.ts";
import { applyModalityLut, rangeWithoutVoi } from "./modality.ts";
import type { RadiographOptions, Voi } from "./radiograph.ts";
import { checkSize } from "./size.ts";

/**
 * Reads a DICOM file. Attributes are checked in the order in which they tell most: is it an image, of a
 * chest, of a plausible size, with grey values that are understood; only then are pixels decoded.
 */
export async function readDicom(
  bytes: Uint8Array,
  decoders: Decoders,
  { anyPart = false }: RadiographOptions,
): Promise<RadiographContent> {
  const warnings: string[] = [];
  const object = parsePart10(bytes, decoders.inflateRaw);
  requirePixelData(object);
  const attributes = readAttributes(object);
  const objection = whyNotChest(attributes, warnings);
  if (objection !== null && !anyPart) throw objection;
  try {
    requireForPresentation(attributes);
    const content = await pixelsOf(object, decoders, warnings);
    const pixelSpacing = readPixelSpacing(object, warnings);
    const about = { view: viewOf(attributes), pixelSpacing, attributes };
    if (objection === null) return { ...content, ...about };
    const { code, message } = objection;
    return { ...content, ...about, objection: { code, message } };
  } catch (error) {
    // That it shows something else tells more than that it is coded in a strange way.
    throw objection ?? error;
  }
}

/** The first frame's pixels and how they are to be shown. */
async function pixelsOf(
  object: DicomObject,
  decoders: Decoders,
  warnings: string[],
): Promise<RadiographContent> {
  const layout = readPixelLayout(object);
  checkSize(layout.rows, layout.columns);
  if (layout.frames > 1) warnings.push(`Of ${layout.frames} frames the first is read.`);
  const decode = () => decodeFrame(object, layout, 0, decoders.pixelCodecs, warnings);
  return layout.colour === null
    ? greyContent(object, layout, decode, warnings)
    : colourContent(object, layout, decode, warnings);
}

/** Grey pixels and how they are to be shown. */
async function greyContent(
  object: DicomObject,
  layout: PixelLayout,
  decode: () => Promise<Int32Array>,
  warnings: string[],
): Promise<RadiographContent> {
  const modality = readModalityLut(object, layout, warnings);
  const given = readVoi(object, layout, warnings);
  const storedPadding = readPadding(object, layout);
  checkPresentation(object, layout, warnings);
  checkIntensityRelationship(object, layout, { modality, hasVoi: given !== null }, warnings);
  const { pixels, padding } = applyModalityLut(await decode(), modality, storedPadding);
  const present = valueRange(pixels, padding);
  const voi = given
    ? voiOf(given)
    : ({ kind: "range", ...rangeWithoutVoi(layout, modality, present, warnings) } as const);
  requireVisible(present, voi);
  const { rows, columns, photometric } = layout;
  return { ...NOTHING_KNOWN, pixels, rows, columns, voi, photometric, padding, warnings };
}

/** The pixels of an image in colour, which are refused unless they are grey all the same. */
async function colourContent(
  object: DicomObject,
  layout: PixelLayout,
  decode: () => Promise<Int32Array>,
  warnings: string[],
): Promise<RadiographContent> {
  const { rows, columns } = layout;
  const samples = toRgb(object, layout, await decode());
  return contentOfRaster({ samples, rows, columns, channels: 3 }, warnings);
}

/** The parts of a radiograph that are not about its pixels. */
const NOTHING_KNOWN = { frame: 0, view: null, pixelSpacing: null, attributes: null } as const;

/** A window as it is, a table as grey from 0 to 1. */
function voiOf(given: DicomVoi): Voi {
  if (given.kind !== "table") return given;
  const { first, entries, highest } = given.table;
  return { kind: "table", first, grey: Float32Array.from(entries, (entry) => entry / highest) };
}
