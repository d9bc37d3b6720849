import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeDicomRadiograph } from "../../src/dicom/index.ts";
import { readRadiograph } from "../../src/radiograph/index.node.ts";
import { EXAMPLE } from "../dicom/example-radiograph.ts";
import { encoded, image, PIXELS } from "../radiograph/make-image.ts";
import { isMissing, largestDifference, run, runPython, Workshop } from "./dicom-tools.ts";

const TOOLS = [
  "dcmconv",
  "dcmcjpeg",
  "dcmdjpeg",
  "dcmcrle",
  "img2dcm",
  "gdcmconv",
  "/usr/bin/python3",
];

describe.skipIf(isMissing(...TOOLS))("one radiograph in several encodings", () => {
  const workshop = new Workshop();
  const original = workshop.path("original.dcm");
  const jpeg = workshop.path("jpeg.dcm");
  beforeAll(async () => {
    workshop.write("original.dcm", await writeDicomRadiograph(EXAMPLE));
    run("dcmcjpeg", "+eb", "+q", "85", original, jpeg);
  });
  afterAll(() => workshop.remove());

  const pixels = async (path: string) => (await readRadiograph(path)).pixels;

  it("is the same to pydicom", async () => {
    runPython("read", original, workshop.path("values"));
    expect(await pixels(original)).toEqual(Float32Array.from(workshop.numbers("values")));
  });

  it.each([
    ["dcmconv", "+te"],
    ["dcmconv", "+ti"],
    ["dcmconv", "+te", "+e", "+g"],
    ["dcmconv", "+ti", "-e"],
    ["gdcmconv", "--raw", "--implicit"],
    ["gdcmconv", "--raw", "--explicit"],
  ])("is the same after %s %s %s", async (tool, ...options) => {
    const converted = workshop.path("converted.dcm");
    run(tool, ...options, original, converted);
    expect(await pixels(converted)).toEqual(await pixels(original));
  });

  it.each([
    ["dcmdjpeg", []],
    ["gdcmconv", ["--raw"]],
  ])("in JPEG baseline decodes as %s decodes it", async (tool, options) => {
    const decoded = workshop.path("decoded.dcm");
    run(tool, ...options, jpeg, decoded);
    expect(largestDifference(await pixels(jpeg), await pixels(original))).toBeGreaterThan(0);
    expect(await pixels(jpeg)).toEqual(await pixels(decoded));
  });

  it("in JPEG baseline is read from many fragments", async () => {
    const fragments = workshop.path("fragments.dcm");
    run("dcmcjpeg", "+eb", "+q", "85", "+fs", "1", original, fragments);
    expect(await pixels(fragments)).toEqual(await pixels(jpeg));
  });

  it("is the same as a JPEG file and inside the DICOM that img2dcm makes of it", async () => {
    const file = workshop.write("plain.jpg", await encoded(image(PIXELS, 1).jpeg({ quality: 80 })));
    const wrapped = workshop.path("wrapped.dcm");
    run("img2dcm", "-k", "Modality=CR", "-k", "BodyPartExamined=CHEST", file, wrapped);
    expect(await pixels(wrapped)).toEqual(await pixels(file));
    runPython("png", file, workshop.path("values"));
    expect(await pixels(file)).toEqual(Float32Array.from(workshop.numbers("values")));
  });
});
