import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { indexImages } from "../../src/dataset/index.ts";
import { temporaryFolder } from "./radiograph-files.ts";

function folderOf(...names: string[]): string {
  const folder = temporaryFolder();
  for (const name of names) writeFileSync(join(folder, name), "");
  return folder;
}

async function found(names: string[], wanted: string): Promise<string[]> {
  const folder = folderOf(...names);
  const images = await indexImages([folder]);
  return images.find(wanted).map((path) => path.slice(folder.length + 1));
}

test.each([
  ["JPCLN001.IMG", "JPCLN001.png"],
  ["JPCLN001.IMG", "JPCLN001.dcm"],
  ["JPCNN093.IMG", "JPCNN093.jpg"],
  ["JPCLN001.IMG", "JPCLN001.img"],
  ["JPCLN001.png", "JPCLN001.IMG"],
  ["1_IM-0001-4001.dcm.png", "CXR1_1_IM-0001-4001.png"],
  ["2_IM-0652-1001.dcm.png", "CXR2_IM-0652-1001.png"],
  ["2_IM-0652-1001.dcm.png", "2_IM-0652-1001.dcm"],
])("%s is found as %s", async (wanted, there) => {
  expect(await found(["other.png", there], wanted)).toEqual([there]);
});

test("the table's own name comes first", async () => {
  expect(await found(["JPCLN001.png", "JPCLN001.IMG"], "JPCLN001.IMG")).toEqual(["JPCLN001.IMG"]);
  expect(
    await found(["CXR2_IM-0652-1001.png", "2_IM-0652-1001.dcm.png"], "2_IM-0652-1001.dcm.png"),
  ).toEqual(["2_IM-0652-1001.dcm.png"]);
});

test("other data sets have one name for an image, and other raw files are no images", async () => {
  expect(await found(["00000001_000.jpg"], "00000001_000.png")).toEqual([]);
  expect(await found(["JPCLN002.png"], "JPCLN001.IMG")).toEqual([]);
  expect((await indexImages([folderOf("disk.img", "JPCLN001.IMG")])).paths).toHaveLength(1);
});
