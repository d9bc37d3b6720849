import type { ChestDescription } from "./description.ts";
import type { Raster } from "./raster.ts";

/** Processing paints black what the collimator kept from being exposed. */
export function collimate(chest: ChestDescription, film: Raster): Raster {
  const [left, top, right, bottom] = chest.exposure.collimation;
  if (left + top + right + bottom === 0) return film;
  const values = film.values.map((grey, index) => {
    const column = (index % film.columns) / film.columns;
    const row = Math.floor(index / film.columns) / film.rows;
    const open = column >= left && column < 1 - right && row >= top && row < 1 - bottom;
    return open ? grey : 0;
  });
  return { ...film, values };
}
