import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRadiograph } from "../../src/radiograph/index.node.ts";
import { type Attributes, makeDicom, words } from "../dicom/make-dicom.ts";
import { NEEDS_REAL_DATA, REAL_DATA } from "../real-data.ts";
import { isMissing, largestDifference, run, runPython, Workshop } from "./dicom-tools.ts";

const TOOLS = [
  ...["dcmconv", "dcmcjpeg", "dcmcjpls", "dcmcrle", "dcmdjpeg", "dcmdjpls", "dcmdrle"],
  ...["gdcmconv", "/usr/bin/python3"],
];

const ROWS = 84;
const COLUMNS = 71;

/** Depths of stored values, and the photometric interpretation of the file that has them. */
const DEPTHS = [
  { name: "8 unsigned", allocated: 8, stored: 8, signed: false, photometric: "MONOCHROME2" },
  { name: "8 signed", allocated: 8, stored: 8, signed: true, photometric: "MONOCHROME2" },
  { name: "10 unsigned", allocated: 16, stored: 10, signed: false, photometric: "MONOCHROME1" },
  { name: "12 unsigned", allocated: 16, stored: 12, signed: false, photometric: "MONOCHROME2" },
  { name: "12 signed", allocated: 16, stored: 12, signed: true, photometric: "MONOCHROME1" },
  { name: "14 unsigned", allocated: 16, stored: 14, signed: false, photometric: "MONOCHROME1" },
  { name: "16 unsigned", allocated: 16, stored: 16, signed: false, photometric: "MONOCHROME2" },
  { name: "16 signed", allocated: 16, stored: 16, signed: true, photometric: "MONOCHROME2" },
] as const;

type Depth = (typeof DEPTHS)[number];

/** A way to encode a file, the UID it must have then, and which tools decode it for a second opinion. */
interface Encoding {
  readonly name: string;
  readonly uid: string;
  readonly encode: readonly string[];
  readonly decode: readonly (readonly string[])[];
  /** Depths that the encoder takes; all where it is absent. */
  readonly only?: (depth: Depth) => boolean;
  readonly isLossy?: boolean;
}

const GDCM = ["gdcmconv", "--raw"];
const JPEG = [["dcmdjpeg"], GDCM];
const is8 = ({ stored }: Depth) => stored === 8;
const isUnsigned = ({ signed }: Depth) => !signed;
const upTo12 = (depth: Depth) => depth.stored <= 12 && isUnsigned(depth);
const UID = "1.2.840.10008.1.2";

const ENCODINGS: readonly Encoding[] = [
  { name: "implicit", uid: UID, encode: ["dcmconv", "+ti"], decode: [GDCM] },
  { name: "explicit", uid: `${UID}.1`, encode: ["dcmconv", "+te"], decode: [GDCM] },
  { name: "big endian", uid: `${UID}.2`, encode: ["dcmconv", "+tb"], decode: [["dcmconv", "+te"]] },
  {
    name: "deflated",
    uid: `${UID}.1.99`,
    encode: ["dcmconv", "+td"],
    decode: [["dcmconv", "+te"]],
  },
  { name: "RLE", uid: `${UID}.5`, encode: ["dcmcrle"], decode: [["dcmdrle"], GDCM] },
  { name: "RLE by GDCM", uid: `${UID}.5`, encode: ["gdcmconv", "--rle"], decode: [["dcmdrle"]] },
  { name: "JPEG lossless", uid: `${UID}.4.70`, encode: ["dcmcjpeg", "+e1"], decode: JPEG },
  ...[2, 3, 4, 5, 6, 7].map((predictor) => ({
    name: `JPEG lossless, predictor ${predictor}`,
    uid: `${UID}.4.57`,
    encode: ["dcmcjpeg", "+el", "+sv", String(predictor)],
    decode: [["dcmdjpeg"]],
  })),
  {
    name: "JPEG lossless with a point transform",
    uid: `${UID}.4.57`,
    encode: ["dcmcjpeg", "+el", "+sv", "4", "+pt", "2"],
    decode: [["dcmdjpeg"]],
    isLossy: true,
  },
  {
    name: "JPEG lossless by GDCM",
    uid: `${UID}.4.70`,
    encode: ["gdcmconv", "--jpeg"],
    decode: [["dcmdjpeg"]],
  },
  { name: "JPEG-LS", uid: `${UID}.4.80`, encode: ["dcmcjpls"], decode: [["dcmdjpls"], GDCM] },
  {
    name: "JPEG-LS by GDCM",
    uid: `${UID}.4.80`,
    encode: ["gdcmconv", "--jpegls"],
    decode: [["dcmdjpls"]],
  },
  {
    name: "JPEG-LS near-lossless",
    uid: `${UID}.4.81`,
    encode: ["dcmcjpls", "+en", "+md", "3"],
    decode: [["dcmdjpls"], GDCM],
    only: isUnsigned,
    isLossy: true,
  },
  { name: "JPEG 2000", uid: `${UID}.4.90`, encode: ["gdcmconv", "--j2k"], decode: [GDCM] },
  {
    name: "JPEG 2000 irreversible",
    uid: `${UID}.4.91`,
    encode: ["gdcmconv", "--j2k", "--lossy", "--irreversible"],
    decode: [GDCM],
    isLossy: true,
  },
  {
    name: "JPEG baseline",
    uid: `${UID}.4.50`,
    encode: ["dcmcjpeg", "+eb"],
    decode: JPEG,
    only: is8,
    isLossy: true,
  },
  {
    name: "JPEG extended",
    uid: `${UID}.4.51`,
    encode: ["dcmcjpeg", "+ee"],
    decode: JPEG,
    only: upTo12,
    isLossy: true,
  },
  {
    name: "JPEG spectral selection",
    uid: `${UID}.4.53`,
    encode: ["dcmcjpeg", "+es"],
    decode: [["dcmdjpeg"]],
    only: upTo12,
    isLossy: true,
  },
  {
    name: "JPEG progressive",
    uid: `${UID}.4.55`,
    encode: ["dcmcjpeg", "+ep"],
    decode: [["dcmdjpeg"]],
    only: upTo12,
    isLossy: true,
  },
];

/** Waves with noise, over the whole range of the stored bits. */
function valuesOf({ stored, signed }: Depth): Int32Array {
  const low = signed ? -(2 ** (stored - 1)) : 0;
  const high = low + 2 ** stored - 1;
  let state = 7;
  return Int32Array.from({ length: ROWS * COLUMNS }, (_, at) => {
    state = (state * 48271) % 2147483647;
    const wave = Math.sin((at % COLUMNS) / 9) * Math.cos(at / COLUMNS / 11);
    const share = 0.5 + 0.48 * wave + 0.03 * (state / 2147483647 - 0.5);
    return at < 2 ? (at === 0 ? low : high) : Math.round(low + share * (high - low));
  });
}

function fileOf(depth: Depth, values: Int32Array): Uint8Array {
  const attributes: Attributes = {
    StudyInstanceUID: "2.25.2",
    SeriesInstanceUID: "2.25.3",
    Rows: ROWS,
    Columns: COLUMNS,
    BitsAllocated: depth.allocated,
    BitsStored: depth.stored,
    HighBit: depth.stored - 1,
    PixelRepresentation: depth.signed ? 1 : 0,
    PhotometricInterpretation: depth.photometric,
    PixelData: depth.allocated === 8 ? Uint8Array.from(values) : words(values),
  };
  return makeDicom(attributes);
}

/** Grey in three channels. */
function rgbFileOf(grey: Int32Array): Uint8Array {
  return makeDicom({
    StudyInstanceUID: "2.25.2",
    SeriesInstanceUID: "2.25.3",
    Rows: ROWS,
    Columns: COLUMNS,
    SamplesPerPixel: 3,
    PlanarConfiguration: 0,
    PhotometricInterpretation: "RGB",
    PixelData: Uint8Array.from([...grey].flatMap((value) => [value, value, value])),
  });
}

describe.skipIf(isMissing(...TOOLS))("pixels in every transfer syntax", () => {
  const workshop = new Workshop();
  const decodedBy = new Workshop();
  const cases = DEPTHS.flatMap((depth) =>
    ENCODINGS.filter(({ only = () => true }) => only(depth)).map((encoding) => ({
      depth,
      encoding,
    })),
  );
  const stemOf = ({ depth, encoding }: (typeof cases)[number]) =>
    `${encoding.name}-${depth.name}`.replaceAll(" ", "-");

  beforeAll(() => {
    for (const depth of DEPTHS) workshop.write(`${depth.name}.dcm`, fileOf(depth, valuesOf(depth)));
    for (const one of cases) {
      const [tool = "", ...options] = one.encoding.encode;
      const encoded = workshop.path(`${stemOf(one)}.dcm`);
      run(tool, ...options, workshop.path(`${one.depth.name}.dcm`), encoded);
      one.encoding.decode.forEach(([decoder = "", ...decoding], opinion) => {
        run(decoder, ...decoding, encoded, decodedBy.path(`${stemOf(one)}-${opinion}.dcm`));
      });
    }
    runPython("read-all", decodedBy.folder);
  }, 300_000);
  afterAll(() => {
    workshop.remove();
    decodedBy.remove();
  });

  it.each(ENCODINGS)("$name: those of $decode, at every depth", async ({ name }) => {
    const ours = cases.filter(({ encoding }) => encoding.name === name);
    expect(ours.length).toBeGreaterThan(0);
    for (const one of ours) {
      const { depth, encoding } = one;
      const radiograph = await readRadiograph(workshop.path(`${stemOf(one)}.dcm`));
      expect(radiograph.attributes?.transferSyntaxUid).toBe(encoding.uid);
      expect(radiograph.photometric).toBe(depth.photometric);
      const original = Float32Array.from(valuesOf(depth));
      if (encoding.isLossy)
        expect(largestDifference(radiograph.pixels, original)).toBeGreaterThan(0);
      else expect(radiograph.pixels, depth.name).toEqual(original);
      encoding.decode.forEach((decoder, opinion) => {
        const theirs = decodedBy.numbers(`${stemOf(one)}-${opinion}.values`);
        const difference = largestDifference(radiograph.pixels, theirs);
        expect(difference, `${depth.name}, ${decoder.join(" ")}`).toBe(0);
      });
    }
  });

  it.each([
    ["dcmcjpeg", "+e1", "+fs", "1"],
    ["dcmcjpls", "+fs", "1"],
    ["dcmcrle", "+fs", "1"],
  ])("in small fragments are the same (%s)", async (tool, ...options) => {
    const fragments = workshop.path("fragments.dcm");
    run(tool, ...options, workshop.path("12 unsigned.dcm"), fragments);
    const original = Float32Array.from(valuesOf(DEPTHS[3]));
    expect((await readRadiograph(fragments)).pixels).toEqual(original);
  });

  it.each([
    ["dcmcrle"],
    ["dcmcjpeg", "+e1"],
    ["dcmcjpls"],
    ["dcmcjpls", "+il"],
    ["dcmcjpls", "+in"],
    ["gdcmconv", "--j2k"],
    ["dcmconv", "+tb"],
    ["gdcmconv", "--raw", "--planar-configuration", "1"],
  ])("of a grey image in RGB are its grey (%s %s)", async (tool, ...options) => {
    const grey = valuesOf(DEPTHS[0]);
    const original = workshop.write("rgb.dcm", rgbFileOf(grey));
    run(tool, ...options, original, workshop.path("rgb-encoded.dcm"));
    const { pixels } = await readRadiograph(workshop.path("rgb-encoded.dcm"));
    expect(pixels).toEqual(Float32Array.from(grey));
  });

  it("of a grey image in YBR_FULL_422 are theirs in RGB, to a level", async () => {
    const original = workshop.write("rgb.dcm", rgbFileOf(valuesOf(DEPTHS[0])));
    run("dcmcjpeg", "+eb", original, workshop.path("ybr.dcm"));
    run("dcmdjpeg", workshop.path("ybr.dcm"), workshop.path("ybr-rgb.dcm"));
    const ours = await readRadiograph(workshop.path("ybr.dcm"));
    const theirs = await readRadiograph(workshop.path("ybr-rgb.dcm"));
    expect(largestDifference(ours.pixels, theirs.pixels)).toBeLessThanOrEqual(1);
  });

  const real = `${REAL_DATA}/dicom/rsna_chest_pa_jpeg_baseline.dcm`;
  it.skipIf(!existsSync(real))(`of a real radiograph are theirs${NEEDS_REAL_DATA}`, async () => {
    const { pixels } = await readRadiograph(real);
    for (const decoder of JPEG) {
      const [tool = "", ...options] = decoder;
      run(tool, ...options, real, workshop.path("real.dcm"));
      runPython("read", workshop.path("real.dcm"), workshop.path("values"));
      expect(largestDifference(pixels, workshop.numbers("values")), tool).toBe(0);
    }
  });
});
