import { readFileSync } from "node:fs";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeDicomRadiograph } from "../../src/dicom/index.ts";
import { readRadiograph } from "../../src/radiograph/index.node.ts";
import { Random } from "../../src/random.ts";
import { EXAMPLE } from "../dicom/example-radiograph.ts";
import { isMissing, run, Workshop } from "./dicom-tools.ts";

const CUTS = 10;
const MUTATIONS = 2_000;
const AT_ONCE = 4;
/** What memory may grow by over all mutations of a format: caches and garbage, but no leak of any size. */
const GROWTH = 150e6;

const SIDE = 96;

/** Waves with noise, in 12 bits. */
const PIXELS = Uint16Array.from({ length: SIDE * SIDE }, (_, at) => {
  const wave = Math.sin((at % SIDE) / 9) * Math.cos(at / SIDE / 11);
  return Math.round(2048 + 1900 * wave + ((at * 7919) % 101));
});
const BYTES = Uint8Array.from(PIXELS, (value) => value >> 4);
const DEEP = Uint16Array.from(PIXELS, (value) => value * 16);

const grey = () => imageOf(BYTES, "b-w");
const deep = () => imageOf(DEEP, "grey16");

function imageOf(samples: Uint8Array | Uint16Array, space: string) {
  return sharp(samples, { raw: { width: SIDE, height: SIDE, channels: 1 } }).toColourspace(space);
}

/** Files that are no DICOM. */
const PICTURES: Readonly<Record<string, () => Sharp>> = {
  PNG: () => grey().png(),
  "PNG of 16 bits, interlaced": () => deep().png({ progressive: true }),
  "PNG with a palette": () => grey().toColourspace("srgb").png({ palette: true }),
  JPEG: () => grey().jpeg(),
  "progressive JPEG": () => grey().jpeg({ progressive: true }),
  TIFF: () => grey().tiff({ compression: "none" }),
  "TIFF of 16 bits in LZW": () => deep().tiff({ compression: "lzw" }),
  "TIFF in tiles": () =>
    grey().tiff({ compression: "deflate", tile: true, tileWidth: 32, tileHeight: 32 }),
};

/** Commands that encode a DICOM file of 12 bits, or of 8. */
const DICOM: Readonly<Record<string, readonly [bits: 8 | 12, command: string]>> = {
  "implicit little endian": [12, "dcmconv +ti"],
  "explicit little endian": [12, "dcmconv +te"],
  "explicit big endian": [12, "dcmconv +tb"],
  deflated: [12, "dcmconv +td"],
  RLE: [12, "dcmcrle"],
  "JPEG baseline": [8, "dcmcjpeg +eb"],
  "JPEG extended": [12, "dcmcjpeg +ee"],
  "JPEG lossless": [12, "dcmcjpeg +e1"],
  "JPEG-LS": [12, "dcmcjpls"],
  "JPEG-LS near-lossless": [12, "dcmcjpls +en"],
  "JPEG 2000": [12, "gdcmconv --j2k"],
  "JPEG 2000 irreversible": [12, "gdcmconv --j2k --lossy --irreversible"],
};

const TOOLS = ["dcmconv", "dcmcrle", "dcmcjpeg", "dcmcjpls", "gdcmconv"];

/** What reading some bytes comes to: a radiograph's size, or the name of the error. */
async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    const { rows, columns } = await readRadiograph(bytes);
    return `${rows} x ${columns}`;
  } catch (error) {
    return error instanceof Error ? error.name : `thrown: ${String(error)}`;
  }
}

/** Changes 1 to 8 bytes, half of the time in one place, or copies a stretch of the file over another. */
function mutate(whole: Uint8Array, random: Random): Uint8Array {
  const bytes = whole.slice();
  const kind = random.below(3);
  const start = random.below(bytes.length);
  if (kind === 0) {
    const length = random.below(64);
    bytes.copyWithin(random.below(bytes.length), start, start + length);
    return bytes;
  }
  const count = 1 + random.below(8);
  for (let change = 0; change < count; change++) {
    const at = kind === 1 ? start + change : random.below(bytes.length);
    bytes[at % bytes.length] = random.below(256);
  }
  return bytes;
}

describe.skipIf(isMissing(...TOOLS))("a damaged file", () => {
  const workshop = new Workshop();
  const files = new Map<string, Uint8Array>();
  beforeAll(async () => {
    for (const [name, make] of Object.entries(PICTURES)) {
      files.set(name, new Uint8Array(await make().toBuffer()));
    }
    const size = { rows: SIDE, columns: SIDE };
    const shallow = { ...EXAMPLE, ...size, pixels: Uint16Array.from(BYTES) };
    workshop.write("8.dcm", await writeDicomRadiograph(shallow));
    const window = { center: 2048, width: 4096 };
    const twelve = { ...EXAMPLE, ...size, pixels: PIXELS, bitsStored: 12, window };
    workshop.write("12.dcm", await writeDicomRadiograph(twelve));
    for (const [name, [bits, command]] of Object.entries(DICOM)) {
      const [tool = "", ...options] = command.split(" ");
      run(tool, ...options, workshop.path(`${bits}.dcm`), workshop.path("encoded.dcm"));
      files.set(name, new Uint8Array(readFileSync(workshop.path("encoded.dcm"))));
    }
  });
  afterAll(() => workshop.remove());

  describe.each([...Object.keys(PICTURES), ...Object.keys(DICOM)])("of %s", (name) => {
    it(`is refused at ${CUTS} random cuts`, async () => {
      const whole = files.get(name) ?? new Uint8Array();
      expect(await outcomeOf(whole)).toBe(`${SIDE} x ${SIDE}`);
      const random = Random.fromSeed(CUTS);
      for (let cut = 0; cut < CUTS; cut++) {
        const length = random.below(whole.length - 1);
        const outcome = await outcomeOf(whole.subarray(0, length));
        expect(outcome, `${length} of ${whole.length} bytes`).toBe("RefusedRadiographError");
      }
    });

    it(`is read or refused after ${MUTATIONS} random changes, in steady memory`, async () => {
      const whole = files.get(name) ?? new Uint8Array();
      const random = Random.fromSeed(MUTATIONS);
      let before = 0;
      for (let change = 0; change < MUTATIONS; change += AT_ONCE) {
        if (change === MUTATIONS / 4) before = process.memoryUsage().rss;
        const damaged = Array.from({ length: AT_ONCE }, () => mutate(whole, random));
        for (const outcome of await Promise.all(damaged.map(outcomeOf))) {
          expect(outcome, `change ${change}`).toMatch(/^(\d+ x \d+|RefusedRadiographError)$/);
        }
      }
      expect(process.memoryUsage().rss - before).toBeLessThan(GROWTH);
    });
  });
});
