/** Radiographs and slices of a computed tomogram, for `collect-outliers.ts`. */
import sharp from "sharp";

/** Hounsfield units, [slices, rows, columns]; slices from the feet upwards, rows from the front to the back. */
export interface Tomogram {
  readonly values: Int16Array;
  readonly size: readonly [slices: number, rows: number, columns: number];
  /** Millimetres between slices, rows and columns. */
  readonly spacing: readonly [number, number, number];
}

interface Picture {
  readonly name: string;
  readonly png: Buffer;
}

/** Attenuation of water, per millimetre, at the energies of a radiograph. */
const WATER = 0.02;
const TURNS = [0, 15, 30, 60, 90];
const SLICE_STEP = 9;

/**
 * The head seen by parallel rays under several angles (0: from the front, 90: from the side), as a radiograph shows
 * it: the logarithm of what passes, dense parts white.
 */
export async function projections(volume: Tomogram): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const turn of TURNS)
    pictures.push({ name: `head-${turn}`, png: await project(volume, turn) });
  return pictures;
}

async function project({ values, size, spacing }: Tomogram, turn: number): Promise<Buffer> {
  const [slices, rows, columns] = size;
  const [thickness, rowSpacing] = spacing;
  const [cosine, sine] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const film = new Float32Array(slices * columns);
  for (let slice = 0; slice < slices; slice++) {
    for (let across = 0; across < columns; across++) {
      let sum = 0;
      for (let depth = 0; depth < rows; depth++) {
        const [x, y] = [across - columns / 2, depth - rows / 2];
        const column = Math.round(columns / 2 + x * cosine - y * sine);
        const row = Math.round(rows / 2 + x * sine + y * cosine);
        if (row < 0 || row >= rows || column < 0 || column >= columns) continue;
        const hounsfield = values[(slice * rows + row) * columns + column] as number;
        sum += Math.max(0, 1 + hounsfield / 1000) * WATER * rowSpacing;
      }
      film[(slices - 1 - slice) * columns + across] = sum;
    }
  }
  const height = Math.round((slices * thickness * columns) / (columns * rowSpacing));
  return png(film, columns, slices).then((image) =>
    sharp(image).resize({ width: columns, height, fit: "fill" }).greyscale().png().toBuffer(),
  );
}

/** Every ninth slice in a window for soft tissue. */
export async function ctSlices({ values, size }: Tomogram): Promise<Picture[]> {
  const [slices, rows, columns] = size;
  const pictures: Picture[] = [];
  for (let slice = 0; slice < slices; slice += SLICE_STEP) {
    const of = values.subarray(slice * rows * columns, (slice + 1) * rows * columns);
    const windowed = Float32Array.from(of, (value) => Math.min(Math.max(value, -160), 240));
    pictures.push({ name: `slice-${slice}`, png: await png(windowed, columns, rows) });
  }
  return pictures;
}

function png(values: Float32Array, width: number, height: number): Promise<Buffer> {
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  );
  const grey = Uint8Array.from(values, (value) => Math.round((255 * (value - low)) / (high - low)));
  return sharp(grey, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}
