import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { readBoxTable } from "../../src/dataset/box-table.ts";
import { loadBoxTable, loadMask, relativeBox } from "../../src/dataset/index.ts";
import { temporaryFolder } from "./radiograph-files.ts";

const TABLE = `file,finding,x,y,width,height,image_width,image_height,mask
a.png,Infiltrate,10,20,30,40,200,100,
sub/b.png,Pleural Thickening,1,2,3,4,,,
c.png,effusion,,,,,,,masks/c.png
`;

const box = {
  fileName: "a.png",
  finding: "Mass" as const,
  left: 10,
  top: 20,
  width: 30,
  height: 40,
  imageSize: { rows: 100, columns: 200 },
  reader: null,
};

describe("a table of boxes", () => {
  test("has boxes in pixels of a size that it states or of the file, and masks", () => {
    const { boxes, masks } = readBoxTable(TABLE, "boxes.csv");
    expect(boxes).toEqual([
      { ...box, finding: "Infiltration" },
      {
        ...{ fileName: "sub/b.png", finding: "Pleural_Thickening", left: 1, top: 2 },
        ...{ width: 3, height: 4, imageSize: null, reader: null },
      },
    ]);
    expect(masks).toEqual([{ fileName: "c.png", finding: "Effusion", mask: "masks/c.png" }]);
  });

  test.each([
    ["a.png,Mas,1,2,3,4,,,", /LABEL_UNKNOWN.*row 2 of boxes.csv: "Mas".*Did you mean Mass/],
    ["a.png,No Finding,1,2,3,4,,,", /LABEL_UNKNOWN.*"No Finding" is not a finding/],
    ["a.png,Mass,1,2,,4,,,", /ROW_MALFORMED.*not a number \(the box's width\)/],
    ["a.png,Mass,1,2,3,4,100,,", /ROW_MALFORMED.*not a number \(the image's height\)/],
    ["a.png,Mass,1,2,3,4,0,0,", /ROW_MALFORMED.*0 x 0 pixels/],
    [",Mass,1,2,3,4,,,", /ROW_MALFORMED.*file name is empty/],
  ])("refuses %s", (row, expected) => {
    const [header = ""] = TABLE.split("\n");
    const said = () => {
      try {
        readBoxTable(`${header}\n${row}\n`, "boxes.csv");
        return "nothing";
      } catch (error) {
        const { code, message } = error as Error & { code: string };
        return `${code} ${message}`;
      }
    };
    expect(said()).toMatch(expected);
  });

  test("may be NIH's list, of images that no label table knows", async () => {
    const path = join(temporaryFolder(), "some.csv");
    writeFileSync(
      path,
      "Image Index,Finding Label,Bbox [x,y,w,h],,,\n00000009_000.png,Infiltrate,1,2,3,4\n",
    );
    expect((await loadBoxTable(path)).boxes).toMatchObject([
      { finding: "Infiltration", imageSize: { rows: 1024, columns: 1024 } },
    ]);
  });

  test("finds masks beside it, and reads what is not black", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "masks"));
    const pixels = Buffer.from([0, 0, 255, 0, 1, 0]);
    await sharp(pixels, { raw: { width: 3, height: 2, channels: 1 } })
      .png()
      .toFile(join(folder, "masks", "c.png"));
    writeFileSync(join(folder, "boxes.csv"), TABLE);
    const { masks } = await loadBoxTable(join(folder, "boxes.csv"));
    const [mask] = await Promise.all(masks.map((one) => loadMask(one.mask)));
    expect(mask).toEqual({ rows: 2, columns: 3, data: Uint8Array.of(0, 0, 1, 0, 1, 0) });
    await expect(loadMask(join(folder, "absent.png"))).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
    });
  });
});

test("a mask of 16 bits or of colours has its finding wherever any bit is set", async () => {
  const folder = temporaryFolder();
  const [labels, colours] = [join(folder, "labels.png"), join(folder, "colours.png")];
  const raw = { width: 3, height: 1 };
  await sharp(Uint16Array.of(0, 1, 300), { raw: { ...raw, channels: 1 } })
    .toColourspace("grey16")
    .png()
    .toFile(labels);
  await sharp(Uint8Array.of(0, 0, 1, 0, 0, 0, 2, 0, 0), { raw: { ...raw, channels: 3 } })
    .png()
    .toFile(colours);
  expect((await loadMask(labels)).data).toEqual(Uint8Array.of(0, 1, 1));
  expect((await loadMask(colours)).data).toEqual(Uint8Array.of(1, 0, 1));
});

describe("a box in shares of the image", () => {
  test("is taken of the size that it states, whatever the file's", () => {
    const shares = { left: 0.05, top: 0.2, right: 0.2, bottom: 0.6 };
    expect(relativeBox(box, { rows: 50, columns: 50 })).toEqual(shares);
    expect(relativeBox({ ...box, imageSize: null }, { rows: 100, columns: 200 })).toEqual(shares);
  });

  test("is cut off at the edge, and refused where its pixels are of another size", () => {
    const size = { rows: 100, columns: 200 };
    expect(relativeBox({ ...box, left: -1, top: 61 }, size)).toMatchObject({ left: 0, bottom: 1 });
    const refused = (change: object) => () => relativeBox({ ...box, ...change }, size);
    expect(refused({ left: 500 })).toThrow(
      /lies outside the image of 200 x 100 pixels.*image_width/,
    );
    expect(refused({ height: 0 })).toThrow(/has no area/);
    expect(refused({ imageSize: null, left: 180 })).toThrow(
      expect.objectContaining({ code: "BOX_INVALID" }),
    );
  });
});
