import sharp, { type JpegOptions } from "sharp";
import { describe, expect, it } from "vitest";
import { requireWholeJpeg } from "../../src/dicom/index.ts";
import { decodeJpeg } from "../../src/dicom/jpeg/decode.ts";
import { joinBytes } from "./make-dicom.ts";

const SIZE = { width: 101, height: 67 } as const;

/** Waves with noise on them, so that coefficients of all sizes occur. */
const WAVES = Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, at) => {
  const [x, y] = [at % SIZE.width, Math.floor(at / SIZE.width)];
  return 128 + 90 * Math.sin(x / 7) * Math.cos(y / 9) + ((at * 7919) % 51) - 25;
});

type Options = JpegOptions;

const VARIANTS: readonly Options[] = [
  { quality: 90 },
  { quality: 20 },
  { quality: 100 },
  { quality: 75, progressive: true },
  { quality: 98, progressive: true },
];

async function grey(options: Options): Promise<Uint8Array> {
  const image = sharp(WAVES, { raw: { ...SIZE, channels: 1 } }).toColourspace("b-w");
  return new Uint8Array(await image.jpeg(options).toBuffer());
}

async function byLibjpeg(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await sharp(bytes).toColourspace("b-w").raw().toBuffer());
}

/** Where the entropy-coded data of the last scan begins. */
function lastScan(bytes: Uint8Array): number {
  const at = Buffer.from(bytes).lastIndexOf(Uint8Array.of(0xff, 0xda));
  return at + 2 + (bytes[at + 3] ?? 0);
}

describe("decodeJpeg", () => {
  it.each(VARIANTS)("gives libjpeg's pixels (%o)", async (options) => {
    const bytes = await grey(options);
    const [samples] = decodeJpeg(bytes);
    expect(samples).toEqual(await byLibjpeg(bytes));
  });

  it.each(["4:4:4", "4:2:0"])("gives three components of one size (%s)", async (subsampling) => {
    const rgb = Uint8Array.from(
      { length: 3 * WAVES.length },
      (_, at) => WAVES[Math.floor(at / 3)] ?? 0,
    );
    const image = sharp(rgb, { raw: { ...SIZE, channels: 3 } });
    const options = { quality: 95, chromaSubsampling: subsampling };
    const [luma, ...chroma] = decodeJpeg(new Uint8Array(await image.jpeg(options).toBuffer()));
    const worst = Math.max(...WAVES.map((value, at) => Math.abs(value - (luma?.[at] ?? 0))));
    expect(worst).toBeLessThan(16);
    expect(chroma.map((plane) => plane.every((value) => value === 128))).toEqual([true, true]);
    expect(chroma.map((plane) => plane.length)).toEqual([WAVES.length, WAVES.length]);
  });

  it.each(VARIANTS)(
    "refuses data of which the end is missing, whatever marker follows (%o)",
    async (options) => {
      const bytes = await grey(options);
      expect(() => requireWholeJpeg(bytes)).not.toThrow();
      for (let end = bytes.length - 3; end > lastScan(bytes); end -= 7) {
        const cut = joinBytes([bytes.subarray(0, end), [0xff, 0xd9]]);
        expect(() => requireWholeJpeg(cut), `${bytes.length - end}`).toThrow(
          expect.objectContaining({ name: "DicomError" }),
        );
      }
    },
  );

  it("refuses a progressive stream whose last scans are missing", async () => {
    const bytes = await grey({ quality: 90, progressive: true });
    const scan = Buffer.from(bytes).lastIndexOf(Uint8Array.of(0xff, 0xda));
    const without = joinBytes([bytes.subarray(0, scan), [0xff, 0xd9]]);
    expect(() => requireWholeJpeg(without)).toThrow(/ends before/);
  });
});
