import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRadiograph, toGrey } from "../../src/radiograph/index.node.ts";
import { makeDicom } from "../dicom/make-dicom.ts";

/** As http://db.jsrt.or.jp/eng.php has it: 2048 x 2048 pixels of 12 bits, no header, big-endian. */
const SIDE = 2048;

/** A film that is 700 everywhere, but for the pixels given. */
function rawFilm(
  values: readonly (readonly [row: number, column: number, value: number])[],
): Buffer {
  const bytes = Buffer.alloc(2 * SIDE * SIDE);
  for (let at = 0; at < bytes.length; at += 2) bytes.writeUInt16BE(700, at);
  for (const [row, column, value] of values) bytes.writeUInt16BE(value, 2 * (row * SIDE + column));
  return bytes;
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-jsrt-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function readAs(name: string, bytes: Uint8Array) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return readRadiograph(path);
}

const FILM = rawFilm([
  [0, 0, 100],
  [3, 2047, 4095],
  [2047, 5, 300],
]);

describe("a raw file of JSRT", () => {
  it("is read by its name: row by row, high byte first, large values dark", async () => {
    const radiograph = await readAs("JPCLN001.IMG", FILM);
    expect(radiograph).toMatchObject({
      rows: SIDE,
      columns: SIDE,
      photometric: "MONOCHROME1",
      pixelSpacing: [0.175, 0.175],
      source: { format: "jsrt", bytes: 8_388_608 },
    });
    const at = (values: Float32Array, row: number, column: number) => values[row * SIDE + column];
    expect(at(radiograph.pixels, 0, 0)).toBe(100);
    expect(at(radiograph.pixels, 3, 2047)).toBe(4095);
    expect(at(radiograph.pixels, 2047, 5)).toBe(300);
    expect(at(radiograph.pixels, 1000, 1000)).toBe(700);
    const grey = toGrey(radiograph);
    expect(at(grey, 0, 0)).toBe(1);
    expect(at(grey, 3, 2047)).toBe(0);
    expect(at(grey, 2047, 5)).toBeCloseTo(1 - 200 / 3995, 6);
    expect(radiograph.warnings).toEqual([
      expect.stringMatching(
        /no header .+ large values dark; its own range is shown, 100 to 4095\./,
      ),
    ]);
  });

  it.each(["jpclN012.img", "JPCNN093.IMG"])("is known by the name %s too", async (name) => {
    expect((await readAs(name, FILM)).source.format).toBe("jsrt");
  });

  it.each([
    ["by another name", "film.img", FILM, "NOT_AN_IMAGE", /e\.g\. JPCLN001\.IMG/],
    [
      "cut short",
      "JPCLN002.IMG",
      FILM.subarray(0, 5_000_000),
      "TRUNCATED_FILE",
      /8388608 .+ 5000000/,
    ],
    ["too long", "JPCLN002.IMG", Buffer.concat([FILM, Buffer.of(0)]), "CORRUPT_IMAGE", /8388609/],
    ["low byte first", "JPCLN002.IMG", Buffer.from(FILM).swap16(), "CORRUPT_IMAGE", /swapped/],
    ["of one value", "JPCLN002.IMG", rawFilm([]), "ZERO_CONTRAST", /value 700/],
    ["a text file", "JPCLN002.IMG", Buffer.from("hello"), "TRUNCATED_FILE", /has 5/],
  ])("is refused %s", async (_, name, bytes, code, message) => {
    await expect(readAs(name, bytes)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it("is refused as bytes alone, which have no name", async () => {
    await expect(readRadiograph(FILM)).rejects.toMatchObject({ code: "NOT_AN_IMAGE" });
  });

  it("of that name is still what its first bytes say", async () => {
    const dicom = makeDicom();
    expect(await readAs("JPCLN003.IMG", dicom)).toEqual(await readRadiograph(dicom));
  });
});
