import type { Finding } from "../findings/index.ts";
import { transmit } from "./attenuation.ts";
import { type Box, shrinkBox } from "./box.ts";
import { collimate } from "./collimator.ts";
import type { ChestDescription } from "./description.ts";
import { detect } from "./detector.ts";
import { develop } from "./film.ts";
import type { Lesion } from "./lesion.ts";
import { castPatient } from "./patient.ts";
import { type Raster, shrink } from "./raster.ts";

/** What to make of a chest. */
export interface RenderOptions {
  readonly rows: number;
  readonly columns: number;
  readonly lesions?: readonly Lesion[];
  /**
   * Rays are no farther apart than this, in millimetres; pixels average their rays. 1.6 if not given: farther
   * apart, thin bones and vessels flicker, but a picture of 128 pixels takes a third of the time at 3.2.
   */
  readonly raySpacing?: number;
}

/** A lesion as it lies in the picture. */
export interface RenderedLesion {
  readonly finding: Finding;
  readonly box: Box;
}

/** A synthetic radiograph. */
export interface RenderedChest {
  /** Row by row, 0 black to 1 white. */
  readonly pixels: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** Millimetres from one pixel to the next, in the detector plane. */
  readonly pixelSpacing: number;
  /** Those lesions that can be seen, in the order given. */
  readonly lesions: readonly RenderedLesion[];
}

/**
 * Takes the radiograph: casts the patient's materials, sends the beam through, detects it and develops
 * the film. The same description, size and lesions always give the same pixels.
 */
export function renderChest(chest: ChestDescription, options: RenderOptions): RenderedChest {
  const { rows, columns, lesions = [], raySpacing = 1.6 } = options;
  const pixelSpacing = chest.exposure.fieldWidth / Math.min(rows, columns);
  const factor = Math.max(1, Math.ceil(pixelSpacing / raySpacing));
  const rays = rayGrid(chest, rows * factor, columns * factor, pixelSpacing / factor);
  const patient = castPatient(chest, rays, lesions);
  const film = collimate(chest, develop(chest, detect(chest, transmit(patient.materials))));
  return {
    pixels: shrink(film, factor).values,
    rows,
    columns,
    pixelSpacing,
    lesions: patient.lesions.map(({ finding, box }) => ({ finding, box: shrinkBox(box, factor) })),
  };
}

/** The grid of rays over the detector. */
function rayGrid(chest: ChestDescription, rows: number, columns: number, spacing: number): Raster {
  const { fieldMiddle, fieldTop } = chest.exposure;
  return {
    values: new Float32Array(rows * columns),
    rows,
    columns,
    spacing,
    left: fieldMiddle - ((columns - 1) / 2) * spacing,
    top: fieldTop + spacing / 2,
  };
}
