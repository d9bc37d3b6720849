import { describe, expect, test } from "vitest";
import { jsrt } from "../../../src/dataset/adapters/jsrt.node.ts";
import {
  knownOf,
  loadTree,
  loadWithProblems,
  makeTree,
  recordOf,
  refusesBrokenTables,
  type Tree,
} from "./tree.ts";

/**
 * The provider's two tables, as published readers of them describe them: tabs and a lone carriage return at the
 * end of each line in the one, spaces in the other; no header. The patients are made up.
 */
const NODULES = [
  "JPCLN001.IMG\t5\t14\t61\tfemale\t1600\t700\tmalignant\tl.upper lobe(S1+2)\t\tlung cancer\t",
  "JPCLN002.IMG\t4\t35\t?\tmale\t100\t1000\tbenign\tr.middle lobe\t\tpulmonary hematoma\t",
  "JPCLN003.IMG\t1\t?\t48\tfemale\t647.5\t594\tmalignant\tr.upper lobe\t\tlung cancer\t",
  "",
].join("\r");
const OTHERS = "JPCNN001.IMG  30  female  non-nodule\r\nJPCNN002.IMG  62  male    non-nodule\r\n";
const TREE: Tree = {
  "Clinical_Information/CLNDAT_EN.txt": NODULES,
  "Clinical_Information/CNNDAT_EN.TXT": OTHERS,
  "All247images/JPCLN001.IMG": "",
};
const KAGGLE: Tree = {
  "jsrt_metadata.csv": `study_id,subtlety,size,age,gender,x,y,state,position,diagnosis
JPCLN001.png,5,14,61,Female,1600,700,malignant,l.upper lobe,lung cancer
JPCLN002.png,4,35,?,Male,100,1000,benign,r.middle lobe,"pulmonary hematoma, old"
JPCNN001.png,?,?,30,Female,?,?,non-nodule,?,?
`,
};

describe("JSRT", () => {
  test("an image shows a nodule or none; about all else the tables say nothing", async () => {
    const dataset = await loadTree(jsrt, TREE);
    expect(dataset.records.map(({ fileName }) => fileName)).toEqual([
      "JPCLN001.IMG",
      "JPCLN002.IMG",
      "JPCLN003.IMG",
      "JPCNN001.IMG",
      "JPCNN002.IMG",
    ]);
    expect(dataset.records.map(knownOf)).toEqual([
      { Nodule: 1 },
      { Nodule: 1 },
      { Nodule: 1 },
      { Nodule: 0 },
      { Nodule: 0 },
    ]);
    expect(dataset.records.map(({ anyFinding }) => anyFinding)).toEqual([
      1,
      1,
      1,
      Number.NaN,
      Number.NaN,
    ]);
    expect(dataset.notes).toHaveLength(1);
  });

  test("reads who the patient is, who is another in each image", async () => {
    const dataset = await loadTree(jsrt, TREE);
    expect(recordOf(dataset, "JPCLN001.IMG")).toMatchObject({
      patientId: "JPCLN001",
      view: "PA",
      sex: "F",
      age: 61,
    });
    expect(recordOf(dataset, "JPCLN002.IMG")).toMatchObject({ sex: "M", age: null });
    expect(recordOf(dataset, "JPCNN002.IMG")).toMatchObject({ sex: "M", age: 62 });
  });

  test("a nodule's box is the square of its size around its place, within the image", async () => {
    const { boxes } = await loadTree(jsrt, TREE);
    // 14 mm are 80 pixels of 0.175 mm; 35 mm are 200, of which the place (100, 1000) has just room for all.
    expect(boxes.map(({ fileName }) => fileName)).toEqual(["JPCLN001.IMG", "JPCLN002.IMG"]);
    const [one, two] = boxes;
    expect(one?.finding).toBe("Nodule");
    expect([one?.left, one?.top, one?.width, one?.height].map((n) => n?.toFixed(6))).toEqual(
      [1560, 660, 80, 80].map((n) => n.toFixed(6)),
    );
    expect([two?.left, two?.top, two?.width, two?.height].map((n) => n?.toFixed(6))).toEqual(
      [0, 900, 200, 200].map((n) => n.toFixed(6)),
    );
    const atTheEdge = {
      ...TREE,
      "Clinical_Information/CLNDAT_EN.txt": NODULES.replace("\t100\t1000", "\t40\t2000"),
    };
    const cut = (await loadTree(jsrt, atTheEdge)).boxes[1];
    expect([cut?.left, cut?.top, cut?.width, cut?.height].map((n) => n?.toFixed(6))).toEqual(
      [0, 1900, 140, 148].map((n) => n.toFixed(6)),
    );
  });

  test("the tables may lie in the folder itself, and one may be alone or named", async () => {
    const flat = { "CLNDAT_EN.txt": NODULES, "CNNDAT_EN.TXT": OTHERS };
    const whole = await loadTree(jsrt, TREE);
    expect((await loadTree(jsrt, flat)).records).toEqual(whole.records);
    expect((await loadTree(jsrt, { "CNNDAT_EN.TXT": OTHERS })).records).toHaveLength(2);
    expect((await loadTree(jsrt, flat, {}, "CLNDAT_EN.txt")).records).toHaveLength(3);
    expect(await jsrt.recognize(await makeTree(TREE))).toBe(true);
    expect(await jsrt.recognize(await makeTree(flat))).toBe(true);
    expect(await jsrt.recognize(await makeTree({ "jsrt_metadata.csv": "colour\nred\n" }))).toBe(
      false,
    );
  });

  test("reads the table of Kaggle's conversion to the same", async () => {
    const kaggle = await loadTree(jsrt, KAGGLE);
    const provided = await loadTree(jsrt, TREE);
    const named = (fileName: string) => fileName.replace(/\.\w+$/, "");
    for (const record of kaggle.records) {
      const other = provided.records.find((one) => named(one.fileName) === named(record.fileName));
      expect(record).toEqual({ ...other, fileName: record.fileName });
    }
    expect(kaggle.boxes.map(({ fileName: _, ...box }) => box)).toEqual(
      provided.boxes.map(({ fileName: _, ...box }) => box),
    );
  });

  test("what makes no sense is reported by its row, the others kept", async () => {
    const { dataset, problems } = await loadWithProblems(jsrt, {
      "CLNDAT_EN.txt": [
        NODULES.trimEnd(),
        "JPCLN001.IMG\t5\t14\t61\tfemale\t1600\t700\tmalignant",
        "JPCLN004.IMG\t5\t14\t61\tfemale\t2048\t700\tmalignant",
        "JPCLN005.IMG\t5\tlarge\t61\tfemale\t1600\t700\tmalignant",
        "JPCLN006.IMG\t5\t14\t61\tfemale\t1600\t700\tmalignent",
        "JPCLN007.IMG\t5\t14",
        "JPCLN008.IMG\t5\t0\t61\tfemale\t1600\t700\tbenign",
      ].join("\r"),
    });
    expect(dataset.records).toHaveLength(3);
    expect(problems).toEqual([
      expect.stringContaining('IMAGE_DUPLICATE row 4 of CLNDAT_EN.txt: "JPCLN001.IMG" is in row 1'),
      expect.stringContaining("the nodule's place, (2048, 700), is outside the image"),
      expect.stringContaining('"large" is not a number (the nodule\'s size in mm)'),
      expect.stringContaining('"malignent" is not a finding. Did you mean malignant?'),
      expect.stringContaining("row 8 of CLNDAT_EN.txt: 3 cells where there should be 8"),
      expect.stringContaining('"0" is no size of a nodule in mm'),
    ]);
    await expect(loadTree(jsrt, { "CLNDAT_EN.txt": " \r\n" })).rejects.toMatchObject({
      code: "TABLE_MALFORMED",
      message: expect.stringContaining("the file is empty"),
    });
    await expect(
      loadTree(jsrt, { "CLNDAT_EN.txt": Buffer.from(NODULES, "utf16le") }),
    ).rejects.toMatchObject({ code: "TABLE_MALFORMED", message: expect.stringContaining("NUL") });
  });

  refusesBrokenTables("jsrt", KAGGLE, "jsrt_metadata.csv", "study_id");
});
