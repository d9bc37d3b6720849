import {
  corruptTiff,
  type TiffDirectory,
  truncatedTiff,
  unsupportedTiff,
} from "./tiff-directory.ts";

/** Tags of the fields that say where the pixels are: strips, or else tiles. */
const TAG = {
  compression: 259,
  stripOffsets: 273,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
} as const;

/**
 * Compression schemes that are read, and how many bytes one of theirs can become: PackBits repeats a byte
 * 128 times by 2; LZW's longest code is 12 bits for a string of 4,096 bytes; deflate as in PNG.
 */
const EXPANSION: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [5, 2731],
  [8, 1032],
  [32946, 1032],
  [32773, 64],
]);

/** No image of the largest size has more strips than rows, nor tiles smaller than 16 x 16. */
const MOST_PARTS = 1 << 18;

/** A decoder keeps whole tiles in memory. */
const LARGEST_TILE = 4096;

/** The size of a page. */
interface PageSize {
  readonly rows: number;
  readonly columns: number;
  readonly bytesPerPixel: number;
}

/** Refuses a page whose strips or tiles are not all in the file, or too short to hold it. */
export function checkStrips(directory: TiffDirectory, fileLength: number, size: PageSize): void {
  const compression = directory.first(TAG.compression) ?? 1;
  const expansion = EXPANSION.get(compression);
  if (expansion === undefined) {
    throw unsupportedTiff(
      `has compression ${compression}; none (1), LZW (5), deflate (8) and PackBits (32773) are read`,
    );
  }
  if ((directory.first(TAG.planarConfiguration) ?? 1) !== 1) {
    throw unsupportedTiff("keeps its channels in planes of their own");
  }
  const isTiled = directory.first(TAG.tileOffsets) !== null;
  const offsets = directory.all(isTiled ? TAG.tileOffsets : TAG.stripOffsets, MOST_PARTS) ?? [];
  const lengths =
    directory.all(isTiled ? TAG.tileByteCounts : TAG.stripByteCounts, MOST_PARTS) ?? [];
  const expected = isTiled ? tileCount(directory, size) : stripCount(directory, size);
  if (offsets.length !== expected || lengths.length !== expected) {
    throw corruptTiff(
      `it has ${offsets.length} offsets and ${lengths.length} lengths where its size needs ${expected}`,
    );
  }
  let present = 0;
  offsets.forEach((offset, part) => {
    const length = lengths[part] ?? 0;
    if (offset + length > fileLength) throw truncatedTiff();
    present += length;
  });
  if (size.rows * size.columns * size.bytesPerPixel > present * expansion) {
    throw corruptTiff(`${present} bytes of data cannot hold ${size.rows} x ${size.columns} pixels`);
  }
}

/** How many strips a page of this size has. */
function stripCount(directory: TiffDirectory, { rows }: PageSize): number {
  return Math.ceil(rows / Math.max(1, directory.first(TAG.rowsPerStrip) ?? rows));
}

/** How many tiles a page of this size has. */
function tileCount(directory: TiffDirectory, { rows, columns }: PageSize): number {
  const width = directory.first(TAG.tileWidth) ?? 0;
  const length = directory.first(TAG.tileLength) ?? 0;
  if (width < 1 || length < 1 || width > LARGEST_TILE || length > LARGEST_TILE) {
    throw corruptTiff(`it has tiles of ${length} rows x ${width} columns`);
  }
  return Math.ceil(columns / width) * Math.ceil(rows / length);
}
