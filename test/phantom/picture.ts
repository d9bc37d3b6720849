import {
  type ChestDescription,
  describeChest,
  type RenderedChest,
  renderChest,
} from "../../src/phantom/index.ts";

/** Seeds that the properties are tried on. */
export const SEEDS = [1, 2, 3, 5, 8, 13, 21, 34] as const;

/** A chest that stands straight in an uncut field, so that places can be found in the picture. */
export function straightChest(seed: number): ChestDescription {
  const chest = describeChest(seed);
  return {
    ...chest,
    anatomy: { ...chest.anatomy, scoliosis: 0 },
    exposure: { ...chest.exposure, rotation: 0, fieldMiddle: 0, collimation: [0, 0, 0, 0] },
  };
}

const rendered = new Map<string, RenderedChest>();

/** The healthy picture of a straight chest, square; rendered once for all tests of a file. */
export function healthyPicture(seed: number, size: number): RenderedChest {
  const key = `${seed} ${size}`;
  const picture =
    rendered.get(key) ?? renderChest(straightChest(seed), { rows: size, columns: size });
  rendered.set(key, picture);
  return picture;
}

/** The column of a distance from the midline in millimetres, to the right of the picture. */
export function columnAt(picture: RenderedChest, x: number): number {
  return Math.round((picture.columns - 1) / 2 + x / picture.pixelSpacing);
}

/** The row of a height in millimetres below the apex of the lungs. */
export function rowAt(chest: ChestDescription, picture: RenderedChest, y: number): number {
  return Math.round((y - chest.exposure.fieldTop) / picture.pixelSpacing - 0.5);
}

/** Mean grey of a square around a place in millimetres. */
export function greyAt(
  chest: ChestDescription,
  picture: RenderedChest,
  x: number,
  y: number,
  reach = 8,
): number {
  const [row, column] = [rowAt(chest, picture, y), columnAt(picture, x)];
  const pixels = Math.max(1, Math.round(reach / picture.pixelSpacing));
  let sum = 0;
  for (let dy = -pixels; dy <= pixels; dy++) {
    for (let dx = -pixels; dx <= pixels; dx++) {
      sum += picture.pixels[(row + dy) * picture.columns + column + dx] ?? Number.NaN;
    }
  }
  return sum / (2 * pixels + 1) ** 2;
}

/** Mean of some numbers. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ?? 0;
  return sum / values.length;
}
