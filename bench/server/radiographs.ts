import { join, resolve } from "node:path";
import { crc32 } from "node:zlib";
import sharp from "sharp";

const SAMPLE = join(resolve(import.meta.dirname, "../../samples"), "synthetic-01-normal.png");

/** Pictures that differ in some pixels; the files made of them differ in a comment, too. */
const PICTURES = 16;

/** PNG's end chunk, empty and with its checksum (RFC 2083, 4.1.4). */
const END_BYTES = 12;

const BOUNDARY = "----thorascope-bench";

/** What is sent with an upload. */
export const UPLOAD_HEADERS = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };

/** Gives a new radiograph at each call: a PNG file that was never there before. */
export type NextRadiograph = () => Buffer;

/** Makes radiographs of a synthetic sample, so many pixels wide and high. */
export async function makeRadiographs(pixels: number): Promise<NextRadiograph> {
  const { data, info } = await sharp(SAMPLE)
    .resize(pixels, pixels, { fit: "fill" })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const pictures = await Promise.all(
    Array.from({ length: PICTURES }, (_, picture) => {
      const own = Buffer.from(data);
      for (let at = 0; at < 8; at++) own[(picture * 8 + at) * 997] = 255 - picture;
      return sharp(own, { raw }).png().toBuffer();
    }),
  );
  const run = `${process.pid}-${Date.now()}`;
  let count = 0;
  return () => {
    const picture = pictures[count % PICTURES] ?? Buffer.alloc(0);
    return withComment(picture, `${run}-${count++}`);
  };
}

/** A file as the body of an upload. */
export function uploadBody(file: Uint8Array): Buffer {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="bench.png"\r\nContent-Type: image/png\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

/** A PNG file with a text chunk (RFC 2083, 4.2.7) before its end. */
function withComment(png: Buffer, comment: string): Buffer {
  const content = Buffer.from(`tEXtComment\0${comment}`, "latin1");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length - 4);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(content));
  const end = png.length - END_BYTES;
  return Buffer.concat([png.subarray(0, end), length, content, checksum, png.subarray(end)]);
}
