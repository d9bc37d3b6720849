import type { ChestDescription } from "./description.ts";
import { domeOf } from "./diaphragm.ts";
import type { Posture } from "./frame.ts";
import { randomStream } from "./random.ts";
import { pixelsWithin, type Raster } from "./raster.ts";
import { texture } from "./texture.ts";
import type { Thorax } from "./thorax.ts";

/** Casts the gas in the stomach, under the left dome, and in the bend of the gut beside it. */
export function castGas(
  chest: ChestDescription,
  thorax: Thorax,
  posture: Posture,
  raster: Raster,
): void {
  const random = randomStream(chest.seed, "gas");
  const dome = domeOf(chest, thorax, "left");
  const size = chest.anatomy.gastricBubble;
  if (size > 0) {
    const x = dome.x + random.around(-14, 7);
    const y = dome.top + 11 + size * 0.55;
    addBubble(raster, posture, chest.seed, x, y, size * 1.25, size * 0.62, size * 0.8);
  }
  const bends = random.chance(0.3) ? 2 : 0;
  for (let bend = 0; bend < bends; bend++) {
    const width = random.between(8, 17);
    const x = dome.x + random.between(6, 42);
    const y = dome.top + random.between(50, 110);
    addBubble(raster, posture, chest.seed + bend + 1, x, y, width, width * 1.2, width * 0.9);
  }
}

/** Adds a bubble with an uneven edge; the path through it is that of an ellipsoid. */
function addBubble(
  raster: Raster,
  posture: Posture,
  seed: number,
  middle: number,
  y: number,
  halfWidth: number,
  halfHeight: number,
  halfDepth: number,
): void {
  const x = middle + posture.shift(y, 30);
  const uneven = texture(seed, 16, 2);
  const margin = 1.4;
  const range = pixelsWithin(
    raster,
    x - halfWidth * margin,
    y - halfHeight * margin,
    x + halfWidth * margin,
    y + halfHeight * margin,
  );
  for (let row = range.firstRow; row < range.endRow; row++) {
    const py = raster.top + row * raster.spacing;
    for (let column = range.firstColumn; column < range.endColumn; column++) {
      const px = raster.left + column * raster.spacing;
      const square = ((px - x) / halfWidth) ** 2 + ((py - y) / halfHeight) ** 2;
      const left = 1 + 0.45 * uneven(px, py) - square;
      if (left <= 0) continue;
      const index = row * raster.columns + column;
      const path = 2 * halfDepth * Math.min(1, left ** 0.75);
      raster.values[index] = (raster.values[index] ?? 0) + path;
    }
  }
}
