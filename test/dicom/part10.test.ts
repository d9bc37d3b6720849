import { deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integer, strings, text } from "../../src/dicom/data-set.ts";
import {
  type InflateRaw,
  parsePart10,
  readAttributes,
  readPixelSpacing,
} from "../../src/dicom/index.ts";
import { TRANSFER_SYNTAX } from "../../src/dicom/transfer-syntax.ts";
import { makeDicom, makeFragments } from "./make-dicom.ts";

describe("parsePart10", () => {
  it("reads explicit and implicit little endian alike", () => {
    const explicit = readAttributes(parsePart10(makeDicom()));
    const implicit = readAttributes(
      parsePart10(makeDicom({ TransferSyntaxUID: TRANSFER_SYNTAX.implicitLittleEndian })),
    );
    expect(explicit).toMatchObject({ modality: "DX", bodyPart: "CHEST", patientName: "Doe^Jane" });
    expect({ ...implicit, transferSyntaxUid: "" }).toEqual({ ...explicit, transferSyntaxUid: "" });
  });

  it("refuses a data set without preamble and says how to give it one", () => {
    expect(() => parsePart10(makeDicom().subarray(132))).toThrow(/preamble.*dcmconv/s);
  });

  it("reads explicit big endian alike", () => {
    const big = parsePart10(makeDicom({ TransferSyntaxUID: TRANSFER_SYNTAX.explicitBigEndian }));
    expect(readAttributes(big)).toMatchObject({ modality: "DX", patientName: "Doe^Jane" });
    expect(integer(big, "Rows")).toBe(64);
  });

  it("inflates a deflated data set with what it is given, within bounds, or refuses it by name", () => {
    const plain = makeDicom({ TransferSyntaxUID: TRANSFER_SYNTAX.deflatedLittleEndian });
    const start = 132 + 8 + 22; // preamble, one element of group 2
    const file = Buffer.concat([plain.subarray(0, start), deflateRawSync(plain.subarray(start))]);
    const inflate: InflateRaw = (bytes, limit) => inflateRawSync(bytes, { maxOutputLength: limit });
    const object = parsePart10(file, inflate);
    expect(object.transferSyntaxUid).toBe(TRANSFER_SYNTAX.deflatedLittleEndian);
    expect(readAttributes(object)).toMatchObject({ modality: "DX", patientName: "Doe^Jane" });
    expect(() => parsePart10(file)).toThrow(/Deflated Explicit VR Little Endian/);
    expect(() => parsePart10(file.subarray(0, -9), inflate)).toThrow(/cut off/);
    expect(() => parsePart10(file, (bytes) => inflate(bytes, 100))).toThrow(/cannot be inflated/);
  });

  it("refuses a file without transfer syntax", () => {
    expect(() => parsePart10(makeDicom({ TransferSyntaxUID: null }))).toThrow(/\(0002,0010\)/);
  });

  it("refuses elements that make no sense", () => {
    const bytes = makeDicom({ VOILUTSequence: new Uint8Array(16).fill(7) });
    expect(() => parsePart10(bytes)).toThrow(/cannot be parsed/);
  });

  it("refuses pixel data whose last fragment or delimiter is missing", () => {
    const bytes = makeDicom({ PixelData: makeFragments(new Uint8Array(100)) });
    expect(parsePart10(bytes).dataSet.elements).toHaveProperty("x7fe00010");
    for (const cut of [4, 8, 9, 60]) {
      expect(() => parsePart10(bytes.subarray(0, -cut))).toThrow(/ends inside/);
    }
  });

  it("never throws anything but a DicomError, whatever bytes are changed", () => {
    const whole = makeDicom();
    const change = fc.tuple(fc.nat(600), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        try {
          parsePart10(bytes);
        } catch (error) {
          expect(error).toMatchObject({ name: "DicomError" });
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("attributes", () => {
  it("decodes text by its character set", () => {
    const utf8 = parsePart10(
      makeDicom({ SpecificCharacterSet: "ISO_IR 192", PatientName: "Žižka" }),
    );
    expect(text(utf8, "PatientName")).toBe("Žižka");
    const latin = parsePart10(
      makeDicom({
        SpecificCharacterSet: "ISO_IR 100",
        PatientName: Uint8Array.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72]),
      }),
    );
    expect(text(latin, "PatientName")).toBe("Müller");
  });

  it("splits several values and drops padding", () => {
    const object = parsePart10(makeDicom({ WindowCenter: "100\\ 200 " }));
    expect(strings(object, "WindowCenter")).toEqual(["100", "200"]);
    expect(strings(object, "WindowWidth")).toEqual([]);
  });

  it("prefers Pixel Spacing to Imager Pixel Spacing", () => {
    const both = makeDicom({ ImagerPixelSpacing: "0.2\\0.2", PixelSpacing: "0.14\\0.15" });
    expect(readPixelSpacing(parsePart10(both))).toEqual([0.14, 0.15]);
    expect(readPixelSpacing(parsePart10(makeDicom({ ImagerPixelSpacing: "0.2\\0.2" })))).toEqual([
      0.2, 0.2,
    ]);
    expect(readPixelSpacing(parsePart10(makeDicom()))).toBeNull();
  });
});
