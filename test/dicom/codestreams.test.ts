import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Codestream,
  type DecodeCodestream,
  decodeInWorkers,
  jpeg2000,
  jpegCodecs,
  jpegLs,
  type PixelCodec,
  type PixelLayout,
  parsePart10,
  readPixelLayout,
} from "../../src/dicom/index.node.ts";
import { TRANSFER_SYNTAX } from "../../src/dicom/transfer-syntax.ts";
import { joinBytes, makeDicom } from "./make-dicom.ts";

/** Made of `RAMP` by dcmcjpls, gdcmconv --j2k and dcmcjpeg +e1 and +ee. */
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));

const RAMP = Uint16Array.from({ length: 64 * 64 }, (_, at) => (at * 7 + (at >> 6) * 37) % 4096);

const LAYOUT: PixelLayout = readPixelLayout(
  parsePart10(
    makeDicom({ BitsAllocated: 16, BitsStored: 12, HighBit: 11, PixelData: new Uint8Array(8192) }),
  ),
);

const decode = decodeInWorkers();
const codecOf = (uid: string): PixelCodec => {
  const codecs = [...jpegCodecs, jpegLs(decode), jpeg2000(decode)];
  const found = codecs.find(({ transferSyntaxUids }) => transferSyntaxUids.includes(uid));
  if (found === undefined) throw new Error(`No codec for ${uid}.`);
  return found;
};

const LOSSLESS: readonly [string, string, string][] = [
  ["JPEG-LS", "ramp.jls", TRANSFER_SYNTAX.jpegLsLossless],
  ["JPEG 2000", "ramp.j2k", TRANSFER_SYNTAX.jpeg2000Lossless],
  ["JPEG Lossless", "ramp-lossless.jpg", TRANSFER_SYNTAX.jpegLosslessFirstOrder],
];

describe.each(LOSSLESS)("%s", (_, name, uid) => {
  const codec = codecOf(uid);

  it("gives the samples that were coded", async () => {
    expect(await codec.decode(fixture(name), LAYOUT)).toEqual(RAMP);
  });

  it("allows a byte of padding", async () => {
    expect(await codec.decode(joinBytes([fixture(name), [0]]), LAYOUT)).toEqual(RAMP);
  });

  it.each([
    ["rows", { rows: 65 }],
    ["columns", { columns: 63 }],
    ["samples", { samples: 3 }],
    ["bits", { bitsAllocated: 8 }],
  ] as const)("refuses a stream of other %s than its attributes", async (_what, other) => {
    await expect(codec.decode(fixture(name), { ...LAYOUT, ...other })).rejects.toMatchObject({
      code: "CORRUPT_IMAGE",
    });
  });

  it("is refused wherever it is cut", async () => {
    const whole = fixture(name);
    for (let length = 0; length < whole.length; length += 13) {
      await expect(codec.decode(whole.subarray(0, length), LAYOUT)).rejects.toMatchObject({
        name: "DicomError",
      });
    }
  });

  it("is refused where its data has a hole", async () => {
    const whole = fixture(name);
    const hole = joinBytes([whole.subarray(0, -200), whole.subarray(-100)]);
    await expect(codec.decode(hole, LAYOUT)).rejects.toMatchObject({ name: "DicomError" });
  });
});

describe("JPEG Extended of 12 bits", () => {
  it("comes close to the samples that were coded", async () => {
    const codec = codecOf(TRANSFER_SYNTAX.jpegExtended);
    const words = await codec.decode(fixture("ramp-extended.jpg"), LAYOUT);
    const middle = RAMP.map((value, at) => Math.abs(value - (words[at] ?? 0))).sort();
    expect(middle[Math.floor(middle.length / 2)]).toBeLessThan(16);
  });

  it("is refused as baseline, by name", async () => {
    const codec = codecOf(TRANSFER_SYNTAX.jpegBaseline);
    await expect(codec.decode(fixture("ramp-extended.jpg"), LAYOUT)).rejects.toThrow(
      /is extended although the transfer syntax says JPEG Baseline/,
    );
  });
});

describe("decodeInWorkers", () => {
  const ramp: Codestream = {
    format: "jpeg-2000",
    bytes: fixture("ramp.j2k"),
    rows: 64,
    columns: 64,
    samples: 1,
    bytesPerSample: 2,
  };
  const noise: Codestream = { ...ramp, bytes: new Uint8Array(500).fill(7) };
  const refused = (decoding: ReturnType<DecodeCodestream>) =>
    expect(decoding).rejects.toMatchObject({ name: "DicomError", code: "CORRUPT_IMAGE" });

  it("decodes many at once, whatever fails among them", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => decode(index % 3 === 0 ? noise : ramp)),
    );
    expect(results.map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index % 3 === 0 ? "rejected" : "fulfilled")),
    );
    await refused(decode({ ...noise, format: "jpeg-ls" }));
  });

  it("stops a decoder that takes too long, and goes on with another", async () => {
    let seconds = 0.001;
    const impatient = decodeInWorkers(() => seconds);
    await expect(impatient(ramp)).rejects.toThrow(/longer than 0.001 seconds/);
    seconds = 60;
    expect((await impatient(ramp)).length).toBe(8192);
  });

  it("leaves the bytes that it was given as they are", async () => {
    const bytes = Buffer.from(ramp.bytes);
    await decode({ ...ramp, bytes });
    expect(new Uint8Array(bytes)).toEqual(ramp.bytes);
  });
});
