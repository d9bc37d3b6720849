import sharp from "sharp";
import { writeDicomRadiograph } from "../../src/dicom/index.ts";
import type { ServerConfig } from "../../src/server/config/server-config.ts";
import { EXAMPLE } from "../dicom/example-radiograph.ts";

/** Limits that are small enough to be met in tests. */
export const UPLOADS: ServerConfig["uploads"] = {
  fileBytes: 2 << 20,
  filesPerRequest: 10,
  archiveBytes: 5 << 20,
  archiveFiles: 20,
  waiting: 100,
};

/** A PNG file of noise; each number gives another. */
export async function pngOf(number: number): Promise<Buffer> {
  let state = number * 2654435761 + 1;
  const pixels = Uint8Array.from({ length: 64 * 64 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  return sharp(pixels, { raw: { width: 64, height: 64, channels: 1 } })
    .toColourspace("b-w")
    .png()
    .toBuffer();
}

/** A DICOM file; one name gives one study, each value of `pixel` another image of it. */
export async function dicomOf(uidName: string, pixel = 0): Promise<Uint8Array> {
  const pixels = EXAMPLE.pixels.with(0, pixel);
  return writeDicomRadiograph({ ...EXAMPLE, pixels, uidName });
}

/** Bytes as they come in from a network: in pieces. */
export async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** All that comes, in order. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}
