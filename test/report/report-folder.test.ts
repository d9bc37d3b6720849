import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openReportFolder } from "../../src/report/index.node.ts";
import { exampleReading } from "../reading/example-reading.ts";

/** Bright or dark: what tells the picture of one run from that of another. */
const imageOf = (grey: number) => ({
  rows: 20,
  columns: 30,
  grey: new Float32Array(600).fill(grey),
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-report-"));
});
afterEach(() => rm(folder, { recursive: true }));

const page = () => readFile(join(folder, "index.html"), "utf8");
const picture = () => readFile(join(folder, "pictures", "0001.jpg"));

async function write(file: string, grey: number) {
  const report = await openReportFolder(folder, "Readings");
  await report.add(file, exampleReading(), imageOf(grey));
  return report;
}

test("a run that is not complete leaves the page and the pictures of the one before as they are", async () => {
  await (await write("first.dcm", 0.9)).finish();
  const before = [await page(), await picture()];
  const second = await write("second.dcm", 0.1);
  expect([await page(), await picture()]).toEqual(before);
  await second.abandon();
  expect([await page(), await picture()]).toEqual(before);
  expect((await readdir(folder)).sort()).toEqual(["index.html", "pictures"]);
});

test("two runs at once are two pages: the one that ends last stays, with its own pictures", async () => {
  const [first, second] = [await write("first.dcm", 0.9), await write("second.dcm", 0.1)];
  await first.finish();
  const bright = await picture();
  await second.finish();
  const shown = await page();
  expect(shown.match(/<!doctype html>/gi)).toHaveLength(1);
  expect(shown).toContain("second.dcm");
  expect(shown).not.toContain("first.dcm");
  expect((await picture()).equals(bright)).toBe(false);
});
