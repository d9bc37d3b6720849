import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "../../../src/dataset/adapters/folder.node.ts";
import { indexTable } from "../../../src/dataset/index-table.ts";
import { FINDINGS } from "../../../src/findings/index.ts";
import {
  absent,
  knownOf,
  loadTree,
  loadWithProblems,
  makeTree,
  recordOf,
  refusesBrokenTables,
  type Tree,
} from "./tree.ts";

const COLUMNS = `file,Patient ID,View,Sex,Age,Pleural effusion,cardiomegaly,pleural-thickening,Ward
sub/a.png,p1,PA,F,61,1,0,,B2
sub/b.png,p1,AP,m,61.0,0,-1,0.25,B2
c.dcm,p2,,,,,,,
d.png,p3,lateral,F,40,1,1,1,B3
`;
const LISTED = `image,labels
a.png,Effusion|Pleural thickening
b.png,No Finding
c.png,
d.png,infiltrate
`;
const TREE: Tree = { "labels.csv": COLUMNS, "sub/a.png": "", "notes.csv": "ward,beds\nB2,12\n" };

describe("the table of an index", () => {
  test("comes back as it was: unknown is not absent, with or without findings", async () => {
    const unknown = FINDINGS.map(() => Number.NaN);
    const record = { view: null, sex: null, age: null, path: null, side: null } as const;
    const cases = [
      { fileName: "normal.png", labels: unknown, anyFinding: 0 },
      { fileName: "some.png", labels: unknown.with(0, 0).with(3, 0), anyFinding: 0 },
      { fileName: "ill.png", labels: unknown.with(1, 1).with(2, 0.5), anyFinding: 1 },
      { fileName: "open.png", labels: unknown, anyFinding: Number.NaN },
    ].map((one) => ({ ...record, ...one, patientId: one.fileName }));
    const { records } = await loadTree(folder, { "index.csv": indexTable(cases) });
    expect(records).toHaveLength(cases.length);
    for (const [index, { labels, anyFinding }] of cases.entries())
      expect(records[index]).toMatchObject({ labels, anyFinding });
  });
});

describe("a folder and a table of one's own", () => {
  test("a column per finding, in any accepted spelling; others are passed over", async () => {
    const dataset = await loadTree(folder, TREE);
    expect(recordOf(dataset, "sub/a.png")).toMatchObject({
      patientId: "p1",
      view: "PA",
      sex: "F",
      age: 61,
      anyFinding: 1,
    });
    expect(knownOf(recordOf(dataset, "sub/a.png"))).toEqual({ Effusion: 1, Cardiomegaly: 0 });
    expect(knownOf(recordOf(dataset, "sub/b.png"))).toEqual({
      Effusion: 0,
      Pleural_Thickening: 0.25,
    });
    expect(recordOf(dataset, "sub/b.png").sex).toBe("M");
    expect(knownOf(recordOf(dataset, "c.dcm"))).toEqual({});
    expect(recordOf(dataset, "c.dcm")).toMatchObject({ view: null, sex: null, age: null });
    expect(dataset.leftOut).toEqual([{ reason: "lateral view", rows: 1 }]);
    expect(dataset.notes).toEqual([]);
  });

  test("-1 is uncertain, unknown unless asked for otherwise", async () => {
    const ones = await loadTree(folder, TREE, { uncertain: "ones" });
    expect(knownOf(recordOf(ones, "sub/b.png")).Cardiomegaly).toBe(1);
    const soft = await loadTree(folder, TREE, { uncertain: "soft" });
    expect(knownOf(recordOf(soft, "sub/b.png")).Cardiomegaly).toBeGreaterThan(0.5);
  });

  test("a column No Finding makes empty cells absent where it is 1", async () => {
    const dataset = await loadTree(folder, {
      "labels.csv": "path,Mass,Normal\na.png,,1\nb.png,,0\nc.png,1,1\nd.png,0,\n",
    });
    expect(dataset.records.map((record) => [knownOf(record).Mass, record.anyFinding])).toEqual([
      [0, 0],
      [undefined, 1],
      [1, 1],
      [0, Number.NaN],
    ]);
  });

  test("a column of names: what nobody names is unknown, not absent", async () => {
    const dataset = await loadTree(folder, { "labels.csv": LISTED });
    expect(knownOf(recordOf(dataset, "a.png"))).toEqual({
      Effusion: 1,
      Pleural_Thickening: 1,
      Infiltration: 0,
    });
    expect(knownOf(recordOf(dataset, "b.png"))).toEqual(
      absent("Effusion", "Pleural_Thickening", "Infiltration"),
    );
    expect(knownOf(recordOf(dataset, "c.png"))).toEqual({});
    expect(dataset.records.map(({ anyFinding }) => anyFinding)).toEqual([1, 0, Number.NaN, 1]);
  });

  test("without a column of patients each image is one, and that is said", async () => {
    const dataset = await loadTree(folder, { "labels.csv": LISTED });
    expect(dataset.records.map(({ patientId }) => patientId)).toEqual([
      ...["a.png", "b.png", "c.png", "d.png"],
    ]);
    expect(dataset.notes).toEqual([
      'labels.csv has no column "patient": each image counts as a patient of its own.',
    ]);
  });

  test("two folders don't share patients", async () => {
    const root = await makeTree({ "labels.csv": LISTED });
    const dataset = await folder.load({ labels: root, images: null });
    expect(dataset.patientsOf).toBe(resolve(join(root, "labels.csv")));
  });

  test.each([
    [
      "Mass",
      "Cardiomegally",
      "LABEL_UNKNOWN",
      'the column "Cardiomegally" is not a finding. Did you mean Cardiomegaly?',
    ],
    ["Mass", "Beds", "TABLE_MALFORMED", 'neither a column "labels" nor one named like a finding'],
    [
      "Mass",
      "Mass,labels",
      "TABLE_MALFORMED",
      'both a column "labels" and columns of findings (Mass)',
    ],
    [
      "Mass",
      "Effusion,pleural effusion",
      "TABLE_MALFORMED",
      "Effusion and pleural effusion are both Effusion",
    ],
  ])("%s as %s is refused", async (from, to, code, message) => {
    const table = "file,Mass\na.png,1\n".replace(from, to);
    await expect(loadTree(folder, { "labels.csv": table }, {}, "labels.csv")).rejects.toMatchObject(
      {
        code,
        message: expect.stringContaining(`labels.csv: ${message}`),
      },
    );
  });

  test("bad cells are reported with their rows", async () => {
    const { dataset, problems } = await loadWithProblems(folder, {
      "labels.csv":
        "file,view,Mass\na.png,PA,2\nb.png,upside down,1\n,PA,1\nd.png,PA,yes\ne.png,PA,1\n",
    });
    expect(problems).toEqual([
      expect.stringContaining('ROW_MALFORMED row 2 of labels.csv: "2" is not a value of Mass'),
      expect.stringContaining('ROW_MALFORMED row 3 of labels.csv: "upside down" is not a view'),
      expect.stringContaining("ROW_MALFORMED row 4 of labels.csv: the image's file name is empty"),
      expect.stringContaining('ROW_MALFORMED row 5 of labels.csv: "yes" is not a value of Mass'),
    ]);
    expect(dataset.records).toHaveLength(1);
  });

  test.each([
    ["Effusion|Pleural thickening", "Efusion", "LABEL_UNKNOWN", "Did you mean Effusion?"],
    ["Effusion|", "No Finding|", "ROW_MALFORMED", 'both "No Finding" and a finding'],
  ])("a list with %s as %s is refused", async (from, to, code, message) => {
    const table = LISTED.replace(from, to);
    await expect(loadTree(folder, { "labels.csv": table })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  test("of two tables that fit, none is guessed", async () => {
    const root = await makeTree({ "one.csv": LISTED, "two.csv": LISTED });
    expect(await folder.recognize(root)).toBe(false);
    await expect(folder.load({ labels: root, images: null })).rejects.toMatchObject({
      code: "TABLE_NOT_FOUND",
      message: expect.stringContaining("one.csv, two.csv could each be the label table"),
    });
    expect(
      (await folder.load({ labels: join(root, "two.csv"), images: null })).records,
    ).toHaveLength(4);
  });

  test("refuses a table that is named but has no column of files", async () => {
    await expect(
      loadTree(folder, { "labels.csv": "Colour,Mass\nred,1\n" }, {}, "labels.csv"),
    ).rejects.toMatchObject({
      code: "TABLE_MALFORMED",
      message: expect.stringContaining('no column "file", "image" or "path"'),
    });
  });

  refusesBrokenTables("folder", { "labels.csv": COLUMNS }, "labels.csv", "file");
});
