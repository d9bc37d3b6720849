import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeDicomRadiograph } from "../../src/dicom/index.ts";
import {
  type Radiograph,
  readRadiograph,
  resize,
  toGrey,
} from "../../src/radiograph/index.node.ts";
import { loadModel, type Model, type Reading } from "../../src/reading/index.node.ts";
import { EXAMPLE } from "../dicom/example-radiograph.ts";
import { HAS_REAL_DATA, REAL_DATA } from "../real-data.ts";
import { isMissing, run, Workshop } from "./dicom-tools.ts";

/**
 * The bounds that docs/radiographs.md states: the largest difference of any of the 14 probabilities between
 * a radiograph of 1024 x 1024 pixels and the same one otherwise, over all radiographs that are read here.
 */
const BOUNDS = { jpeg90: 0.005, small: 0.015, smallByOthers: 0.05 } as const;

const SAMPLE = resolve(import.meta.dirname, "../../samples/synthetic-02-nodule.png");
const IMAGES = join(REAL_DATA, "nih/images1024");
const real = HAS_REAL_DATA ? readdirSync(IMAGES).map((name) => join(IMAGES, name)) : [];

/** DICOM without loss: what encodes the uncompressed file. */
const LOSSLESS: readonly string[] = [
  "dcmconv +ti",
  "dcmconv +te",
  "dcmconv +tb",
  "dcmconv +td",
  "dcmcrle",
  "dcmcjpeg +e1",
  "dcmcjpeg +el",
  "dcmcjpls",
  "gdcmconv --j2k",
];

/** DICOM with loss, as little as its encoder makes by default or of two levels at most. */
const LOSSY: readonly string[] = [
  "dcmcjpeg +eb +q 90",
  "dcmcjpeg +ee +q 90",
  "dcmcjpls +en +md 2",
  "gdcmconv --j2k --lossy --irreversible",
];

const TOOLS = ["dcmconv", "dcmcrle", "dcmcjpeg", "dcmcjpls", "gdcmconv"];

let model: Model;
beforeAll(async () => {
  model = await loadModel();
});
afterAll(() => model.release());

const read = async (source: string | Uint8Array) =>
  model.read(await readRadiograph(source), { anyway: true });
const bytesOf = async (image: Sharp) => new Uint8Array(await image.toBuffer());

/** An image of 8 or 16 bits in sharp's hands. */
function imageOf(samples: Uint8Array | Uint16Array, rows: number, columns: number): Sharp {
  const image = sharp(samples, { raw: { width: columns, height: rows, channels: 1 } });
  return image.toColourspace(samples instanceof Uint16Array ? "grey16" : "b-w");
}

/** The radiograph as DICOM, uncompressed. */
function dicomOf(pixels: Uint16Array, bitsStored: number, photometric: Radiograph["photometric"]) {
  const window = { center: 2 ** (bitsStored - 1), width: 2 ** bitsStored };
  const size = { rows: 1024, columns: 1024 };
  return writeDicomRadiograph({ ...EXAMPLE, ...size, pixels, bitsStored, photometric, window });
}

/** Runs a command such as "dcmcjpeg +eb +q 90" on a file. */
function encode(command: string, from: string, to: string): void {
  const [tool = "", ...options] = command.split(" ");
  run(tool, ...options, from, to);
}

/** The largest difference of two readings' probabilities. */
function difference(one: Reading, other: Reading): number {
  return Math.max(
    ...one.findings.map(({ probability }, index) =>
      Math.abs((probability ?? 0) - (other.findings[index]?.probability ?? 0)),
    ),
  );
}

/** Everything of a reading that speaks of the radiograph rather than of its file. */
function contents({ findings, abnormal, heatmaps }: Reading) {
  return { findings, abnormal, heatmaps };
}

/** A synthetic radiograph, and a real one where there are any. */
const radiographs = [
  { name: "a synthetic radiograph", path: SAMPLE },
  ...real.slice(0, 1).map((path) => ({ name: "a real radiograph", path })),
];

describe.skipIf(isMissing(...TOOLS)).each(radiographs)("the reading of $name", ({ path }) => {
  const workshop = new Workshop();
  const dicom = workshop.path("original.dcm");
  let pixels = new Uint8Array();
  let original: Reading;
  beforeAll(async () => {
    original = await read(path);
    pixels = Uint8Array.from((await readRadiograph(path)).pixels);
    workshop.write("original.dcm", await dicomOf(Uint16Array.from(pixels), 8, "MONOCHROME2"));
  });
  afterAll(() => workshop.remove());

  it("is the same from PNG and TIFF of 8 and 16 bits", async () => {
    const deep = Uint16Array.from(pixels, (value) => value * 257);
    for (const samples of [pixels, deep]) {
      const image = () => imageOf(samples, 1024, 1024);
      for (const made of [image().png(), image().png({ progressive: true })]) {
        expect(contents(await read(await bytesOf(made)))).toEqual(contents(original));
      }
      const tiff = image().tiff({ compression: "lzw" });
      expect(contents(await read(await bytesOf(tiff)))).toEqual(contents(original));
    }
  });

  it.each(LOSSLESS)("is the same from DICOM by %s", async (command) => {
    encode(command, dicom, workshop.path("encoded.dcm"));
    expect(contents(await read(workshop.path("encoded.dcm")))).toEqual(contents(original));
  });

  it("is the same from DICOM of 16 bits, and in MONOCHROME1 but for rounding", async () => {
    const deep = Uint16Array.from(pixels, (value) => value * 257);
    expect(contents(await read(await dicomOf(deep, 16, "MONOCHROME2")))).toEqual(
      contents(original),
    );
    const inverted = Uint16Array.from(pixels, (value) => 255 - value);
    const reading = await read(await dicomOf(inverted, 8, "MONOCHROME1"));
    expect(difference(reading, original)).toBeLessThan(1e-5);
  });

  it.each(LOSSY)("is nearly the same from DICOM by %s", async (command) => {
    encode(command, dicom, workshop.path("encoded.dcm"));
    const reading = await read(workshop.path("encoded.dcm"));
    expect(difference(reading, original)).toBeLessThan(BOUNDS.jpeg90);
  });
});

describe("the bound on the difference of readings", () => {
  const paths = [SAMPLE, ...real];
  const kind = HAS_REAL_DATA
    ? `${real.length} real ones`
    : "no real ones: ../shared/data is absent";
  const originals = new Map<string, Reading>();
  const largest = async (change: (radiograph: Radiograph) => Promise<Uint8Array>) => {
    let worst = 0;
    for (const path of paths) {
      const radiograph = await readRadiograph(path);
      const original = originals.get(path) ?? (await model.read(radiograph, { anyway: true }));
      originals.set(path, original);
      worst = Math.max(worst, difference(await read(await change(radiograph)), original));
    }
    return worst;
  };
  const samplesOf = ({ pixels }: Radiograph) => Uint8Array.from(pixels);

  it(`for JPEG of quality 90 holds (one synthetic radiograph, ${kind})`, async () => {
    const worst = await largest((one) =>
      bytesOf(imageOf(samplesOf(one), one.rows, one.columns).jpeg({ quality: 90 })),
    );
    console.info(`JPEG of quality 90: the largest difference of a probability is ${worst}.`);
    expect(worst).toBeLessThan(BOUNDS.jpeg90);
  });

  it(`for 128 pixels, reduced as the network's input is, holds (${kind})`, async () => {
    const worst = await largest((one) => {
      const grey = resize(toGrey(one), one, { rows: 128, columns: 128 });
      const samples = Uint8Array.from(grey, (value) => Math.round(value * 255));
      return bytesOf(imageOf(samples, 128, 128).png());
    });
    console.info(`128 pixels: the largest difference of a probability is ${worst}.`);
    expect(worst).toBeLessThan(BOUNDS.small);
  });

  it.each(["linear", "cubic", "lanczos3"] as const)(
    `for 128 pixels, reduced by libvips' %s kernel, holds (${kind})`,
    async (kernel) => {
      const worst = await largest((one) =>
        bytesOf(imageOf(samplesOf(one), one.rows, one.columns).resize(128, 128, { kernel }).png()),
      );
      console.info(`128 pixels, ${kernel}: the largest difference of a probability is ${worst}.`);
      expect(worst).toBeLessThan(BOUNDS.smallByOthers);
    },
  );
});
