import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DatasetError } from "../../../src/dataset/errors.ts";
import type { DatasetAdapter, OfficialSplit } from "../../../src/dataset/index.ts";
import { type VerificationReport, verifyDataset } from "../../../src/dataset/index.ts";
import { recordOf } from "../record.ts";

const SAMPLES = resolve(import.meta.dirname, "../../../samples");
const NORMAL = join(SAMPLES, "synthetic-01-normal.png");

/** A data set of given records, whatever lies in the folder. */
function datasetOf(
  images: readonly (readonly [file: string, patient: string])[],
  officialSplits: readonly OfficialSplit[] = [],
  problems: readonly DatasetError[] = [],
): DatasetAdapter {
  return {
    name: "made-up",
    title: "Made up",
    citation: "",
    download: "",
    recognize: async () => true,
    load: async (_, options) => {
      for (const problem of problems) options?.onProblem?.(problem);
      return {
        source: "made-up",
        patientsOf: "made-up",
        records: images.map(([file, patient]) => recordOf(file, patient)),
        boxes: [],
        officialSplits,
        leftOut: [],
      };
    },
  };
}

/** Codes, counts and the examples of a report. */
function found({ problems }: VerificationReport) {
  return Object.fromEntries(problems.map(({ code, examples }) => [code, [...examples]]));
}

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-verify-"));
  mkdirSync(join(folder, "images/below"), { recursive: true });
  const to = (name: string) => join(folder, "images", name);
  const half = (name: string) => sharp(join(SAMPLES, name)).resize(512, 512);
  await half("synthetic-01-normal.png").toFile(to("normal.png"));
  await half("synthetic-03-cardiomegaly.png").toFile(to("below/other.png"));
  await half("synthetic-01-normal.png").rotate(180).toFile(to("turned.png"));
  await half("synthetic-03-cardiomegaly.png").rotate(90).toFile(to("aside.png"));
  await half("synthetic-01-normal.png").negate().toFile(to("inverted.png"));
  // A grey that differs by one step in 255: a file that opens, and shows nothing.
  const nearlyBlank = Uint8Array.from({ length: 512 * 512 }, (_, at) => 128 + (at % 2));
  await sharp(nearlyBlank, { raw: { width: 512, height: 512, channels: 1 } })
    .png()
    .toFile(to("blank.png"));
  await half("synthetic-01-normal.png").jpeg({ quality: 80 }).toFile(to("again.jpg"));
  cpSync(to("normal.png"), to("copy.png"));
  writeFileSync(to("cut.png"), readFileSync(NORMAL).subarray(0, 2000));
  writeFileSync(to("notes.txt"), "not an image");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what is wrong with images", () => {
  let report: VerificationReport;
  let again: VerificationReport;
  const looks: [first: number, again: number] = [0, 0];
  beforeAll(async () => {
    const images = [
      ...["normal.png", "below/other.png", "turned.png", "aside.png", "inverted.png", "blank.png"],
      ...["copy.png", "cut.png", "absent.png"],
    ].map((file) => [file, file] as const);
    const split = {
      name: "published",
      sides: [
        { name: "train", fileNames: ["normal.png", "absent.png"] },
        { name: "test", fileNames: ["copy.png"] },
      ],
    };
    const cacheFile = join(folder, "seen.jsonl");
    const linesOf = () => readFileSync(cacheFile, "utf8").split("\n").length - 2;
    const verify = () =>
      verifyDataset(
        datasetOf(images, [split]),
        { labels: folder, images: join(folder, "images") },
        { cacheFile },
      );
    report = await verify();
    looks[0] = linesOf();
    again = await verify();
    looks[1] = linesOf();
  });

  test("is the same where the images were looked at before", () => {
    expect(again).toEqual(report);
    expect(looks).toEqual([8, 8]);
  });

  test("is found, each by its name", () => {
    const problems = found(report);
    expect(problems.IMAGE_MISSING).toEqual(["absent.png"]);
    expect(problems.IMAGE_EXTRA).toEqual([join(folder, "images", "again.jpg")]);
    expect(problems.IMAGE_UNREADABLE).toEqual([expect.stringMatching(/^cut\.png: .+/)]);
    expect(problems.IMAGE_BLANK).toEqual(["blank.png"]);
    expect(problems.IMAGE_INVERTED).toEqual(["inverted.png"]);
    expect(problems.IMAGE_TURNED).toEqual([
      "turned.png (by 180 degrees)",
      "aside.png (by 90 degrees)",
    ]);
    expect(problems.IMAGE_SAME_CONTENT).toEqual([
      "normal.png and copy.png, of patients normal.png and copy.png",
    ]);
    expect(problems.IMAGE_ACROSS_SPLIT).toEqual(["normal.png (train) and copy.png (test)"]);
    expect(problems.IMAGE_NOT_FRONTAL).toBeUndefined();
  });

  test("comes with the worst first, and with what was looked at", () => {
    expect(report.worst).toBe("error");
    expect(report.problems[0]?.severity).toBe("error");
    expect(report.problems.at(-1)?.severity).toBe("note");
    expect(report).toMatchObject({
      radiographs: 9,
      patients: 9,
      images: { present: 8, examined: 8 },
    });
  });

  test("names the same radiograph in another data set, in another container", async () => {
    const other = join(folder, "other-set");
    mkdirSync(other, { recursive: true });
    cpSync(join(folder, "images", "again.jpg"), join(other, "elsewhere.jpg"));
    const images = [["normal.png", "1"]] as const;
    const { problems } = await verifyDataset(
      datasetOf(images),
      { labels: folder, images: join(folder, "images") },
      { against: [other] },
    );
    expect(problems.find(({ code }) => code === "IMAGE_ACROSS_DATASETS")?.examples).toEqual([
      `normal.png and ${join(other, "elsewhere.jpg")} of ${other}`,
    ]);
  });

  test("is nothing where nothing is wrong", async () => {
    const good = join(folder, "good");
    mkdirSync(good, { recursive: true });
    cpSync(join(folder, "images", "normal.png"), join(good, "a.png"));
    cpSync(join(folder, "images/below/other.png"), join(good, "b.png"));
    const images = [
      ["a.png", "1"],
      ["b.png", "2"],
    ] as const;
    const report = await verifyDataset(datasetOf(images), { labels: folder, images: good });
    expect(report.problems).toEqual([]);
    expect(report.worst).toBeNull();
  });
});

describe("what is wrong with tables and splits", () => {
  const images = [
    ["a.png", "1"],
    ["b.png", "1"],
    ["c.png", "2"],
    ["d.png", "3"],
  ] as const;
  const nowhere = { labels: "labels.csv", images: null };

  test("a patient on two sides, an image without label, an image on no side", async () => {
    const split = {
      name: "mine",
      sides: [
        { name: "train", fileNames: ["a.png", "c.png"] },
        { name: "test", fileNames: ["b.png", "z.png"] },
      ],
    };
    const report = await verifyDataset(datasetOf(images), nowhere, { splits: [split] });
    expect(found(report)).toEqual({
      PATIENT_OVERLAP: ["patient 1 (train, test)"],
      IMAGE_UNLABELLED: ["z.png (test)"],
      IMAGE_UNASSIGNED: ["d.png"],
    });
    expect(report.images).toBeNull();
  });

  test("rows that make no sense, counted by kind", async () => {
    const problems = [
      new DatasetError("LABEL_UNKNOWN", 'row 2 of labels.csv: "Cardiomegally"', {}),
      new DatasetError("ROW_MALFORMED", "row 3 of labels.csv: 2 cells", {}),
      new DatasetError("LABEL_UNKNOWN", 'row 9 of labels.csv: "Masss"', {}),
      new DatasetError("IMAGE_UNLABELLED", "test_list.txt: 2 of its images", {}),
      new DatasetError("BOX_INVALID", "row 4 of boxes.csv: no area", {}),
    ];
    const report = await verifyDataset(datasetOf(images, [], problems), nowhere);
    expect(report.problems.map(({ code, count }) => [code, count])).toEqual([
      ["LABEL_UNKNOWN", 2],
      ["ROW_MALFORMED", 1],
      ["IMAGE_UNLABELLED", 1],
      ["BOX_INVALID", 1],
    ]);
    expect(report.worst).toBe("error");
  });

  test("100,000 missing images are one problem, with no more examples than a person reads", async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => [`m${index}.png`, "1"] as const);
    const report = await verifyDataset(
      datasetOf([["normal.png", "2"], ...many]),
      { labels: folder, images: join(folder, "images") },
      { pixels: false },
    );
    const missing = report.problems.filter(({ code }) => code === "IMAGE_MISSING");
    expect(missing).toHaveLength(1);
    expect(missing[0]?.count).toBe(100_000);
    expect(missing[0]?.examples).toHaveLength(1000);
    expect(JSON.stringify(report).length).toBeLessThan(200_000);
  });
});
