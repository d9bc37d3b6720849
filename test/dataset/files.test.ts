import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findNihTable, loadFileList, loadNihTable, locateImages } from "../../src/dataset/index.ts";
import { recordOf } from "./record.ts";

const TABLE =
  "Image Index,Finding Labels,Patient ID,Patient Age,Patient Gender,View Position\na.png,Mass,1,58,M,PA\n";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-dataset-"));
  await mkdir(join(folder, "images"));
});
afterEach(async () => rm(folder, { recursive: true }));

describe("the label table", () => {
  test.each([
    ["", "Data_Entry_2017_v2020.csv"],
    ["images", "Data_Entry_2017_v2020.csv.gz"],
    ["images", "Data_Entry_2017.csv"],
  ])("is found in the image folder or its parent: %s/%s", async (where, name) => {
    await writeFile(join(folder, where, name), name.endsWith(".gz") ? gzipSync(TABLE) : TABLE);
    const path = await findNihTable(join(folder, "images"));
    expect(path).toBe(join(folder, where, name));
    expect(await loadNihTable(path)).toHaveLength(1);
  });

  test("is looked for first beside the images, and the corrected edition first", async () => {
    await writeFile(join(folder, "Data_Entry_2017_v2020.csv"), TABLE);
    await writeFile(join(folder, "images", "Data_Entry_2017.csv"), TABLE);
    await writeFile(join(folder, "images", "Data_Entry_2017_v2020.csv.gz"), gzipSync(TABLE));
    expect(await findNihTable(join(folder, "images"))).toMatch(
      /images.Data_Entry_2017_v2020.csv.gz$/,
    );
  });

  test("is refused where it is not, or broken, with the path", async () => {
    await expect(findNihTable(folder)).rejects.toMatchObject({ code: "TABLE_NOT_FOUND" });
    await expect(loadNihTable(join(folder, "no.csv"))).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      message: expect.stringContaining(join(folder, "no.csv")),
    });
    await writeFile(join(folder, "cut.csv.gz"), gzipSync(TABLE).subarray(0, 40));
    await expect(loadNihTable(join(folder, "cut.csv.gz"))).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
    });
  });
});

describe("images", () => {
  const records = [recordOf("a.png", "1"), recordOf("b.png", "1"), recordOf("c.png", "2")];

  test("are located in the folder named first; missing ones are counted", async () => {
    await writeFile(join(folder, "images", "a.png"), "");
    await writeFile(join(folder, "a.png"), "");
    await writeFile(join(folder, "c.png"), "");
    await writeFile(join(folder, "z.png"), "");
    const { records: located, missing } = await locateImages(records, [
      join(folder, "images"),
      folder,
    ]);
    expect(missing).toBe(1);
    expect(located.map(({ path }) => path)).toEqual([
      join(folder, "images", "a.png"),
      join(folder, "c.png"),
    ]);
    expect(located[0]).toMatchObject(records[0] ?? {});
  });

  test("are refused if none is there or the folder is not", async () => {
    await expect(locateImages(records, [folder])).rejects.toMatchObject({
      code: "IMAGES_NOT_FOUND",
      message: expect.stringContaining(
        "none of the 3 labelled images is there (a.png, b.png, c.png)",
      ),
    });
    await expect(locateImages(records, [join(folder, "none")])).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
    });
  });
});

test("a list of file names is read and named after its file", async () => {
  await writeFile(join(folder, "train.txt"), "a.png\r\n\nb.png");
  expect(await loadFileList(join(folder, "train.txt"))).toEqual({
    name: "train.txt",
    fileNames: ["a.png", "b.png"],
  });
});
