import sharp from "sharp";
import type { ImageKind } from "../../model/index.ts";
import type { Random } from "../../random.ts";

/** Makes of a radiograph, as a network sees it (size x size greys from 0 to 1), an image of another kind. */
export interface Variation {
  readonly name: string;
  readonly kind: ImageKind;
  readonly make: (
    grey: Float32Array,
    size: number,
    random: Random,
  ) => Float32Array | Promise<Float32Array>;
}

/**
 * What a gate learns to refuse beside pictures of other things, made from radiographs themselves: turns and negatives
 * as viewers and conversions make them, and what leaves so little of a radiograph that a reading would be a guess.
 */
export const VARIATIONS: readonly Variation[] = [
  {
    name: "turned by a quarter to the left",
    kind: "turned-left",
    make: (grey, size) => moved(grey, size, (row, column) => [column, size - 1 - row]),
  },
  {
    name: "turned by a quarter to the right",
    kind: "turned-right",
    make: (grey, size) => moved(grey, size, (row, column) => [size - 1 - column, row]),
  },
  {
    name: "upside down",
    kind: "upside-down",
    make: (grey, size) => moved(grey, size, (row, column) => [size - 1 - row, size - 1 - column]),
  },
  {
    name: "upside down and mirrored",
    kind: "upside-down",
    make: (grey, size) => moved(grey, size, (row, column) => [size - 1 - row, column]),
  },
  { name: "negative", kind: "negative", make: (grey) => grey.map((value) => 1 - value) },
  {
    name: "a part, a sixth of its area",
    kind: "spoiled",
    make: (grey, size, random) => {
      const [top, left] = [0.6 * size * random.uniform(), 0.6 * size * random.uniform()];
      return sampled(grey, size, (row, column) => [top + 0.4 * row, left + 0.4 * column]);
    },
  },
  {
    name: "tilted by 40 to 50 degrees",
    kind: "spoiled",
    make: (grey, size, random) =>
      tilted(grey, size, (random.below(2) === 0 ? 1 : -1) * (40 + 10 * random.uniform())),
  },
  {
    name: "noise of 30 percent",
    kind: "spoiled",
    make: (grey, _size, random) =>
      grey.map((value) => Math.min(Math.max(value + 0.3 * random.normal(), 0), 1)),
  },
  { name: "blurred over 11 pixels", kind: "spoiled", make: (grey, size) => blurred(grey, size, 5) },
  { name: "JPEG of quality 3", kind: "spoiled", make: (grey, size) => compressed(grey, size, 3) },
  {
    name: "four beside each other",
    kind: "spoiled",
    make: (grey, size) =>
      moved(grey, size, (row, column) => [(2 * row) % size, (2 * column) % size]),
  },
];

/** Each pixel from another place. */
function moved(
  grey: Float32Array,
  size: number,
  from: (row: number, column: number) => readonly [row: number, column: number],
): Float32Array {
  return grey.map((_, index) => {
    const [row, column] = from(Math.floor(index / size), index % size);
    return grey[row * size + column] ?? 0;
  });
}

/** Each pixel from between others, bilinear; black outside. */
function sampled(
  grey: Float32Array,
  size: number,
  from: (row: number, column: number) => readonly [row: number, column: number],
): Float32Array {
  const at = (row: number, column: number) =>
    row < 0 || column < 0 || row >= size || column >= size ? 0 : (grey[row * size + column] ?? 0);
  return grey.map((_, index) => {
    const [row, column] = from(Math.floor(index / size), index % size);
    const [top, left] = [Math.floor(row), Math.floor(column)];
    const [down, across] = [row - top, column - left];
    const upper = at(top, left) * (1 - across) + at(top, left + 1) * across;
    const lower = at(top + 1, left) * (1 - across) + at(top + 1, left + 1) * across;
    return upper * (1 - down) + lower * down;
  });
}

function tilted(grey: Float32Array, size: number, degrees: number): Float32Array {
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine, middle] = [Math.cos(angle), Math.sin(angle), (size - 1) / 2];
  return sampled(grey, size, (row, column) => {
    const [y, x] = [row - middle, column - middle];
    return [middle + cosine * y - sine * x, middle + sine * y + cosine * x];
  });
}

/** The mean of a square of 2 reach + 1 pixels, along rows and then along columns. */
function blurred(grey: Float32Array, size: number, reach: number): Float32Array {
  const along = (image: Float32Array, at: (line: number, place: number) => number) =>
    image.map((_, index) => {
      const [line, place] = [Math.floor(index / size), index % size];
      let [sum, count] = [0, 0];
      for (let near = place - reach; near <= place + reach; near++) {
        if (near < 0 || near >= size) continue;
        sum += image[at(line, near)] ?? 0;
        count++;
      }
      return sum / count;
    });
  const rows = along(grey, (line, place) => line * size + place);
  const turned = moved(rows, size, (row, column) => [column, row]);
  const columns = along(turned, (line, place) => line * size + place);
  return moved(columns, size, (row, column) => [column, row]);
}

async function compressed(
  grey: Float32Array,
  size: number,
  quality: number,
): Promise<Float32Array> {
  const bytes = Uint8Array.from(grey, (value) => Math.round(255 * value));
  const jpeg = await sharp(bytes, { raw: { width: size, height: size, channels: 1 } })
    .jpeg({ quality })
    .toBuffer();
  const decoded = await sharp(jpeg).greyscale().raw().toBuffer();
  return Float32Array.from(decoded, (value) => value / 255);
}
