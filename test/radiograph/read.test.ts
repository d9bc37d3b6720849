import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as node from "../../src/radiograph/index.node.ts";
import * as browser from "../../src/radiograph/index.ts";
import { makeDicom } from "../dicom/make-dicom.ts";

const { readRadiograph } = node;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("readRadiograph", () => {
  it("reads a path as it reads bytes, whatever the name says", async () => {
    const path = join(folder, "misnamed.png");
    await writeFile(path, makeDicom());
    expect(await readRadiograph(path)).toEqual(await readRadiograph(makeDicom()));
  });

  it("names the file that it refuses", async () => {
    const path = join(folder, "text.png");
    await writeFile(path, "Not an image, though it is called one.");
    await expect(readRadiograph(path)).rejects.toMatchObject({
      code: "NOT_AN_IMAGE",
      message: expect.stringMatching(/^text\.png: the bytes are text/),
      fields: { file: path },
    });
  });

  it("refuses a path that does not exist", async () => {
    await expect(readRadiograph(join(folder, "none.dcm"))).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      message: expect.stringMatching(/^none\.dcm: the file cannot be read/),
    });
  });

  it.each([
    ["nothing", [], "NOT_AN_IMAGE", /empty/],
    ["noise", [0x13, 0x37, 0x00, 0xff], "NOT_AN_IMAGE", /no image format/],
    ["a GIF", [0x47, 0x49, 0x46, 0x38], "UNSUPPORTED_ENCODING", /GIF/],
    ["a PDF", [0x25, 0x50, 0x44, 0x46], "UNSUPPORTED_ENCODING", /PDF/],
  ])("refuses %s", async (_, bytes, code, message) => {
    await expect(readRadiograph(Uint8Array.from(bytes))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it("reads bytes that lie somewhere inside a larger buffer", async () => {
    const bytes = makeDicom();
    const larger = new Uint8Array(bytes.length + 100);
    larger.set(bytes, 33);
    const inside = larger.subarray(33, 33 + bytes.length);
    expect(await readRadiograph(inside)).toEqual(await readRadiograph(bytes));
  });
});

describe("the public door", () => {
  it("is locked", () => {
    expect(Object.keys(browser).sort()).toEqual([
      "RefusedRadiographError",
      "isJsrtName",
      "networkInput",
      "readRadiographWith",
      "resize",
      "toGrey",
    ]);
    expect(Object.keys(node).sort()).toEqual(
      [
        ...Object.keys(browser),
        "openRadiographWorkers",
        "prepareRadiograph",
        "readRadiograph",
      ].sort(),
    );
  });
});
