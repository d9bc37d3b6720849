import { describe, expect, test } from "vitest";
import { parseFileList, refusePatientOverlap, selectListed } from "../../src/dataset/index.ts";
import { recordOf } from "./record.ts";

const RECORDS = [
  recordOf("a.png", "1"),
  recordOf("b.png", "1"),
  recordOf("c.png", "2"),
  recordOf("d.png", "3"),
];

describe("file lists", () => {
  test("select their records in the records' order", () => {
    const selected = selectListed(RECORDS, parseFileList("c.png\na.png\n", "train.txt"));
    expect(selected.map(({ fileName }) => fileName)).toEqual(["a.png", "c.png"]);
  });

  test("refuse a name listed twice", () => {
    expect(() => parseFileList("a.png\nb.png\n\na.png", "train.txt")).toThrow(
      'row 4 of train.txt: "a.png" is in row 1 already',
    );
  });

  test("refuse names that no record has, a few of them by name", () => {
    const list = parseFileList(
      ["a.png", ...Array.from({ length: 1200 }, (_, n) => `x${n}.png`)].join("\n"),
      "val.txt",
    );
    expect(() => selectListed(RECORDS, list)).toThrow(
      "val.txt: 1,200 of its images are not in the label table: x0.png, x1.png, x2.png, x3.png, x4.png and 1,195 more",
    );
  });
});

describe("refusePatientOverlap", () => {
  test("accepts sides without a common patient", () => {
    refusePatientOverlap({
      train: RECORDS.slice(0, 2),
      val: RECORDS.slice(2, 3),
      test: RECORDS.slice(3),
    });
  });

  test("names the patient and the sides", () => {
    const split = {
      train: RECORDS.slice(0, 1),
      val: RECORDS.slice(2, 3),
      test: RECORDS.slice(1, 2),
    };
    expect(() => refusePatientOverlap(split)).toThrow(
      expect.objectContaining({
        code: "PATIENT_OVERLAP",
        message:
          "1 patient is both in train and in test: 1. Put all radiographs of a patient on one side.",
        fields: { sides: ["train", "test"], patients: ["1"] },
      }),
    );
  });

  test("names some of many", () => {
    const many = Array.from({ length: 30 }, (_, patient) =>
      recordOf(`${patient}.png`, `${patient}`),
    );
    expect(() => refusePatientOverlap({ train: many, val: many })).toThrow(
      "30 patients are both in train and in val: 0, 1, 2, 3, 4 and 25 more.",
    );
  });
});
