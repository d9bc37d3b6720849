import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readJpegFrame, requireEnoughJpegData } from "../../src/dicom/index.ts";
import { joinBytes } from "./make-dicom.ts";

const SIZE = { width: 96, height: 80, channels: 1 } as const;
const noise = Uint8Array.from({ length: 96 * 80 }, (_, index) => (index * 7919) % 251);

async function jpeg(options: { progressive?: boolean } = {}): Promise<Uint8Array> {
  const image = sharp(noise, { raw: SIZE }).toColourspace("b-w");
  return new Uint8Array(await image.jpeg(options).toBuffer());
}

describe("readJpegFrame", () => {
  it("reads size and process of baseline and progressive streams", async () => {
    const expected = { rows: 80, columns: 96, components: 1, precision: 8 };
    expect(readJpegFrame(await jpeg())).toEqual({ ...expected, process: "baseline" });
    expect(readJpegFrame(await jpeg({ progressive: true }))).toEqual({
      ...expected,
      process: "progressive",
    });
  });

  it("refuses a stream cut at every single byte", async () => {
    for (const whole of [await jpeg(), await jpeg({ progressive: true })]) {
      for (let length = 0; length < whole.length; length++) {
        expect(() => readJpegFrame(whole.subarray(0, length))).toThrow();
      }
    }
  });

  it("is not deceived by an end-of-image marker in an embedded thumbnail", async () => {
    const whole = await jpeg();
    const thumbnail = [0xff, 0xe1, 0x00, 0x06, 0xff, 0xd8, 0xff, 0xd9];
    const withThumbnail = joinBytes([whole.subarray(0, 2), thumbnail, whole.subarray(2)]);
    expect(readJpegFrame(withThumbnail).rows).toBe(80);
    expect(() => readJpegFrame(withThumbnail.subarray(0, 300))).toThrow(/ends before/);
  });

  it("allows bytes after the end of the image, as DICOM pads to an even length", async () => {
    expect(readJpegFrame(joinBytes([await jpeg(), [0]])).columns).toBe(96);
  });

  it("knows how many pixels so many bytes can code at most", async () => {
    const frame = readJpegFrame(await jpeg());
    expect(() => requireEnoughJpegData(frame, 15)).not.toThrow();
    expect(() => requireEnoughJpegData(frame, 14)).toThrow(/ends before/);
  });
});
