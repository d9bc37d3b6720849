import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nih } from "../../../src/dataset/adapters/nih.node.ts";
import { FINDINGS } from "../../../src/findings/index.ts";
import { REAL_DATA } from "../../real-data.ts";
import {
  absentExcept,
  knownOf,
  loadTree,
  loadWithProblems,
  recordOf,
  refusesBrokenTables,
  type Tree,
} from "./tree.ts";

/**
 * As in README_ChestXray.pdf and FAQ_CHESTXRAY.pdf of the download: the table, the list of boxes with its odd
 * header, the two lists, the images in twelve folders.
 */
const TREE: Tree = {
  "Data_Entry_2017_v2020.csv": `Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]
00000001_000.png,Cardiomegaly,0,1,57,M,PA,2682,2749,0.143,0.143
00000001_001.png,Cardiomegaly|Emphysema,1,1,58,M,PA,2894,2729,0.143,0.143
00000002_000.png,No Finding,0,2,80,M,PA,2500,2048,0.171,0.171
00000003_000.png,Hernia,0,3,74,F,AP,2500,2048,0.168,0.168
`,
  "BBox_List_2017.csv": `Image Index,Finding Label,Bbox [x,y,w,h],,,
00000001_000.png,Cardiomegaly,225.084745762712,547.019216763771,86.7796610169491,79.1864406779661
00000003_000.png,Infiltrate,1,2,3,4
`,
  "train_val_list.txt": "00000001_000.png\n00000001_001.png\n00000002_000.png",
  "test_list.txt": "00000003_000.png\n",
  "images_001/images/00000001_000.png": "",
  "images_002/images/00000003_000.png": "",
};

describe("NIH ChestX-ray14", () => {
  test("reads labels, boxes and the official split", async () => {
    const dataset = await loadTree(nih, TREE);
    expect([dataset.source, dataset.patientsOf]).toEqual(["nih", "nih"]);
    expect(recordOf(dataset, "00000001_001.png")).toMatchObject({
      patientId: "1",
      view: "PA",
      sex: "M",
      age: 58,
      anyFinding: 1,
    });
    expect(knownOf(recordOf(dataset, "00000001_001.png"))).toEqual({
      ...absentExcept(),
      Cardiomegaly: 1,
      Emphysema: 1,
    });
    expect(knownOf(recordOf(dataset, "00000002_000.png"))).toEqual(absentExcept());
    expect(recordOf(dataset, "00000002_000.png").anyFinding).toBe(0);
    expect(dataset.boxes).toEqual([
      {
        fileName: "00000001_000.png",
        finding: "Cardiomegaly",
        left: 225.084745762712,
        top: 547.019216763771,
        width: 86.7796610169491,
        height: 79.1864406779661,
        imageSize: { rows: 1024, columns: 1024 },
        reader: null,
      },
      expect.objectContaining({ finding: "Infiltration", left: 1, top: 2, width: 3, height: 4 }),
    ]);
    expect(dataset.officialSplits).toEqual([
      {
        name: "official",
        sides: [
          {
            name: "train_val",
            fileNames: ["00000001_000.png", "00000001_001.png", "00000002_000.png"],
          },
          { name: "test", fileNames: ["00000003_000.png"] },
        ],
      },
    ]);
  });

  test("does without boxes and with half of a split", async () => {
    const { "Data_Entry_2017_v2020.csv": table = "", "test_list.txt": list = "" } = TREE;
    const dataset = await loadTree(nih, { "Data_Entry_2017.csv": table, "test_list.txt": list });
    expect(dataset.records).toHaveLength(4);
    expect([dataset.boxes, dataset.officialSplits]).toEqual([[], []]);
  });

  test("finds the table beside a folder of images, with all that lies there", async () => {
    const dataset = await loadTree(nih, TREE, {}, "images_001");
    expect(dataset.records).toHaveLength(4);
    expect(dataset.boxes).toHaveLength(2);
  });

  test("says which boxes and lists are of other images", async () => {
    const { dataset, problems } = await loadWithProblems(nih, {
      ...TREE,
      "BBox_List_2017.csv": `${TREE["BBox_List_2017.csv"]}00000009_000.png,Mass,1,2,3,4\n00000001_000.png,Mas,1,2,3,4\n00000001_000.png,Mass,1,2,3,\n`,
      "test_list.txt": "00000003_000.png\n00000008_000.png\n00000009_000.png\n",
    });
    expect(problems).toEqual([
      'IMAGE_UNLABELLED row 4 of BBox_List_2017.csv: "00000009_000.png" is not in the label table. Use the boxes and the table of the same data set.',
      'LABEL_UNKNOWN row 5 of BBox_List_2017.csv: "Mas" is not a finding. Did you mean Mass?',
      expect.stringContaining('ROW_MALFORMED row 6 of BBox_List_2017.csv: "" is not a number'),
      "IMAGE_UNLABELLED test_list.txt: 2 of its images are not in the label table: 00000008_000.png, 00000009_000.png. Use the list and the table of the same data set.",
    ]);
    expect(dataset.boxes).toHaveLength(2);
    expect(dataset.officialSplits[0]?.sides[1]?.fileNames).toEqual(["00000003_000.png"]);
  });

  refusesBrokenTables(
    "nih",
    {
      ...TREE,
      "BBox_List_2017.csv":
        "Image Index,Finding Label,Bbox [x,y,w,h]\n00000001_000.png,Mass,1,2,3,4",
    },
    "Data_Entry_2017_v2020.csv",
    "Finding Labels",
  );
});

const folder = join(REAL_DATA, "nih");
const isAbsent = !existsSync(folder);
const title = isAbsent
  ? `the real files: SKIPPED, ${folder} is not on this machine`
  : "the real files";

describe.skipIf(isAbsent)(title, () => {
  /** Counted with cut, sort and uniq from BBox_List_2017.csv, not with this code. */
  const BOXES = {
    Atelectasis: 180,
    Cardiomegaly: 146,
    Effusion: 153,
    Infiltration: 123,
    Mass: 85,
    Nodule: 79,
    Pneumonia: 120,
    Pneumothorax: 98,
  };

  test("load whole, quickly, and without a problem", async () => {
    const problems: unknown[] = [];
    const before = process.cpuUsage();
    const dataset = await nih.load(
      { labels: folder, images: null },
      { onProblem: (problem) => problems.push(problem) },
    );
    const { user, system } = process.cpuUsage(before);
    expect(problems).toEqual([]);
    expect(dataset.records).toHaveLength(112_120);
    expect(
      dataset.officialSplits.map(({ name, sides }) => [
        name,
        ...sides.map((side) => side.fileNames.length),
      ]),
    ).toEqual([["random_split", 78_468, 11_219, 22_433]]);
    for (const finding of FINDINGS) {
      const boxes = dataset.boxes.filter((box) => box.finding === finding).length;
      expect(boxes, finding).toBe(BOXES[finding as keyof typeof BOXES] ?? 0);
    }
    // About a second of a processor; a clock would measure what else the machine does.
    expect((user + system) / 1e6).toBeLessThan(10);
  });
});
