import { describe, expect, it } from "vitest";
import { readRadiograph } from "../../src/radiograph/index.node.ts";
import { type Attributes, makeDicom, words } from "../dicom/make-dicom.ts";

const read = (attributes: Attributes) => readRadiograph(makeDicom(attributes));

/** 64 x 64 values from 0 to 252. */
const GREY = Array.from({ length: 64 * 64 }, (_, at) => (at % 64) * 4);
const RGB: Attributes = { SamplesPerPixel: 3, PhotometricInterpretation: "RGB" };

/** Samples of three colours, pixel by pixel or plane by plane. */
function colours(of: (grey: number) => readonly number[], isPlanar = false): Uint8Array {
  const pixels = GREY.map(of);
  return isPlanar
    ? Uint8Array.from([0, 1, 2].flatMap((plane) => pixels.map((pixel) => pixel[plane] ?? 0)))
    : Uint8Array.from(pixels.flat());
}

describe("a DICOM file in colour", () => {
  it.each([0, 1])(
    "in RGB that is grey is read (planar configuration %i)",
    async (PlanarConfiguration) => {
      const PixelData = colours((grey) => [grey, grey, grey], PlanarConfiguration === 1);
      const radiograph = await read({ ...RGB, PlanarConfiguration, PixelData });
      expect([...radiograph.pixels]).toEqual(GREY);
      expect(radiograph).toMatchObject({
        photometric: "MONOCHROME2",
        voi: { kind: "range", low: 0, high: 255 },
        view: "PA",
      });
    },
  );

  it("in YBR_FULL that is grey is read", async () => {
    const PixelData = colours((grey) => [grey, 128, 128]);
    const radiograph = await read({ ...RGB, PhotometricInterpretation: "YBR_FULL", PixelData });
    expect([...radiograph.pixels]).toEqual(GREY);
  });

  it.each<[string, Attributes]>([
    ["RGB", { PixelData: colours((grey) => [grey, grey, Math.max(0, grey - 11)]) }],
    [
      "YBR_FULL",
      {
        PhotometricInterpretation: "YBR_FULL",
        PixelData: colours((grey) => [grey, 128, 140]),
      },
    ],
  ])("in %s is refused where it is coloured", async (_, attributes) => {
    await expect(read({ ...RGB, ...attributes })).rejects.toMatchObject({ code: "COLOUR_IMAGE" });
  });

  it("in uncompressed YBR_FULL_422 is refused by name", async () => {
    const attributes = { ...RGB, PhotometricInterpretation: "YBR_FULL_422" };
    const PixelData = new Uint8Array(3 * 4096);
    await expect(read({ ...attributes, PixelData })).rejects.toMatchObject({
      code: "UNSUPPORTED_ENCODING",
      message: expect.stringContaining("YBR_FULL_422"),
    });
  });

  it("through a palette is read where its colours are grey", async () => {
    const ramp = words(Array.from({ length: 256 }, (_, at) => (255 - at) * 257));
    const palette: Attributes = {
      PhotometricInterpretation: "PALETTE COLOR",
      RedPaletteDescriptor: [256, 0, 16],
      GreenPaletteDescriptor: [256, 0, 16],
      BluePaletteDescriptor: [256, 0, 16],
      RedPaletteData: ramp,
      GreenPaletteData: ramp,
      BluePaletteData: ramp,
    };
    expect([...(await read(palette)).pixels]).toEqual(GREY.map((grey) => 255 - grey));
    const red = { ...palette, RedPaletteData: words(new Array(256).fill(65535)) };
    await expect(read(red)).rejects.toMatchObject({ code: "COLOUR_IMAGE" });
    await expect(read({ ...palette, BluePaletteData: null })).rejects.toMatchObject({
      code: "CORRUPT_IMAGE",
      message: expect.stringContaining("(0028,1103)"),
    });
  });
});
