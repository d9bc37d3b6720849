import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { crc32 } from "../../src/radiograph/crc32.ts";
import { joinBytes } from "../dicom/make-dicom.ts";

/** Rows and columns of the images made here unless a test says otherwise. */
export const ROWS = 70;
export const COLUMNS = 90;

/** Pixel values that look like nothing in particular but use all of 0..255. */
export const PIXELS = Uint8Array.from({ length: ROWS * COLUMNS }, (_, index) => (index * 37) % 256);

/** An image in sharp's hands, from interleaved samples. */
export function image(samples: Uint8Array, channels: 1 | 2 | 3 | 4) {
  const made = sharp(samples, { raw: { width: COLUMNS, height: ROWS, channels } });
  return channels <= 2 ? made.toColourspace("b-w") : made;
}

/** The bytes of an image in a format. */
export async function encoded(made: Sharp): Promise<Uint8Array> {
  return new Uint8Array(await made.toBuffer());
}

/** Repeats each grey value in three channels, and changes the first pixel. */
export function greyAsRgb(first: readonly [number, number, number]): Uint8Array {
  const samples = Uint8Array.from(
    { length: 3 * PIXELS.length },
    (_, at) => PIXELS[Math.floor(at / 3)] ?? 0,
  );
  samples.set(first);
  return samples;
}

/** What goes into a PNG header. */
export interface PngFields {
  readonly columns: number;
  readonly rows: number;
  readonly bitDepth?: number;
  readonly colourType?: number;
  readonly interlace?: number;
}

/** A PNG put together by hand, with right check sums around whatever content is given. */
export function makePng(fields: PngFields, data: Uint8Array = new Uint8Array(64)): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, fields.columns);
  header.setUint32(4, fields.rows);
  header.setUint8(8, fields.bitDepth ?? 8);
  header.setUint8(9, fields.colourType ?? 0);
  header.setUint8(12, fields.interlace ?? 0);
  return joinBytes([
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("IDAT", data),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** The compressed rows of a grey PNG, each after its filter byte. */
export function pngData(rows: number, columns: number): Uint8Array {
  const raw = Uint8Array.from({ length: rows * (columns + 1) }, (_, at) =>
    at % (columns + 1) === 0 ? 0 : (at * 37) % 256,
  );
  return new Uint8Array(deflateSync(raw));
}

/** One PNG chunk. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const typed = joinBytes([new TextEncoder().encode(type), data]);
  return joinBytes([bigEndian(data.length), typed, bigEndian(crc32(typed))]);
}

/** Four bytes, the highest first. */
function bigEndian(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}
