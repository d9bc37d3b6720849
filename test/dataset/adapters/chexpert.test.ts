import { describe, expect, test } from "vitest";
import { chexpert } from "../../../src/dataset/adapters/chexpert.node.ts";
import type { UncertainPolicy } from "../../../src/dataset/labelled-dataset.ts";
import { absent, knownOf, loadTree, recordOf, refusesBrokenTables, type Tree } from "./tree.ts";

/** The header of train.csv and valid.csv, and rows in their manner: "1.0", "0.0", "-1.0" or nothing. */
const HEADER =
  "Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,Lung Lesion,Edema,Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,Pleural Other,Fracture,Support Devices";
const SMALL = "CheXpert-v1.0-small";
const TRAIN = `${HEADER}
${SMALL}/train/patient00001/study1/view1_frontal.jpg,Female,68,Frontal,AP,1.0,,,,,,,,,0.0,,,,1.0
${SMALL}/train/patient00002/study2/view1_frontal.jpg,Male,87,Frontal,PA,,,-1.0,1.0,,-1.0,-1.0,,-1.0,,-1.0,,1.0,
${SMALL}/train/patient00002/study1/view2_lateral.jpg,Male,83,Lateral,,,,,1.0,,,-1.0,,,,,,1.0,
${SMALL}/train/patient00003/study1/view1_frontal.jpg,Unknown,0,Frontal,LL,,,,,1.0,,,,,,0.0,1.0,,
${SMALL}/train/patient00004/study1/view1_frontal.jpg,Male,41,Frontal,AP,,,,,0.0,,,,1.0,,,0.0,,
`;
const VALID = `${HEADER}
${SMALL}/valid/patient64541/study1/view1_frontal.jpg,Male,73,Frontal,AP,0.0,1.0,1.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0
`;
/** Of CheXlocalize, which published the test set: paths and labels only. */
const TEST = `Path,${HEADER.split(",").slice(5).join(",")}
test/patient64741/study1/view1_frontal.jpg,0,1,1,1,0,0,0,0,0,0,1,0,0,1
test/patient64741/study1/view2_lateral.jpg,0,1,1,1,0,0,0,0,0,0,1,0,0,1
`;
const TREE: Tree = { "train.csv": TRAIN, "valid.csv": VALID };

const HEALTHY = "train/patient00001/study1/view1_frontal.jpg";
const UNSURE = "train/patient00002/study2/view1_frontal.jpg";
const VAGUE = "train/patient00003/study1/view1_frontal.jpg";
const CLEAR = "train/patient00004/study1/view1_frontal.jpg";

describe("CheXpert", () => {
  test("names images without the edition, patients by their folder, and leaves laterals out", async () => {
    const dataset = await loadTree(chexpert, { ...TREE, "test_labels.csv": TEST });
    expect(dataset.records.map(({ fileName }) => fileName)).toEqual([
      HEALTHY,
      UNSURE,
      VAGUE,
      CLEAR,
      "valid/patient64541/study1/view1_frontal.jpg",
      "test/patient64741/study1/view1_frontal.jpg",
    ]);
    expect(dataset.leftOut).toEqual([{ reason: "lateral view", rows: 2 }]);
    expect(recordOf(dataset, UNSURE)).toMatchObject({
      patientId: "patient00002",
      view: "PA",
      sex: "M",
      age: 87,
    });
    expect(recordOf(dataset, VAGUE)).toMatchObject({ view: null, sex: null, age: 0 });
    expect(dataset.officialSplits).toEqual([
      {
        name: "official",
        sides: [
          { name: "train", fileNames: [HEALTHY, UNSURE, VAGUE, CLEAR] },
          { name: "valid", fileNames: ["valid/patient64541/study1/view1_frontal.jpg"] },
          { name: "test", fileNames: ["test/patient64741/study1/view1_frontal.jpg"] },
        ],
      },
    ]);
  });

  test("the full-size edition gives the same records", async () => {
    const full = (text: string) => text.replaceAll(`${SMALL}/`, "CheXpert-v1.0/");
    expect(
      await loadTree(chexpert, { "train.csv": full(TRAIN), "valid.csv": full(VALID) }),
    ).toEqual(await loadTree(chexpert, TREE));
  });

  test("No Finding makes what the labeler looks for absent, and nothing else", async () => {
    const record = recordOf(await loadTree(chexpert, TREE), HEALTHY);
    expect(knownOf(record)).toEqual(
      absent(
        ...(["Atelectasis", "Cardiomegaly", "Effusion", "Mass", "Nodule", "Pneumonia"] as const),
        ...(["Pneumothorax", "Consolidation", "Edema", "Pleural_Thickening"] as const),
      ),
    );
    expect(record.anyFinding).toBe(0);
  });

  test("what isn't mentioned is unknown; a lesion is a mass or a nodule, nobody says which", async () => {
    const dataset = await loadTree(chexpert, TREE);
    expect(knownOf(recordOf(dataset, VAGUE))).toEqual({ Effusion: 0 });
    expect(recordOf(dataset, VAGUE).anyFinding).toBe(1);
    expect(knownOf(recordOf(dataset, CLEAR))).toEqual({
      ...absent("Mass", "Nodule", "Pleural_Thickening"),
      Atelectasis: 1,
    });
  });

  test.each<[UncertainPolicy | undefined, Record<string, number>]>([
    ["ones", { Cardiomegaly: 1, Edema: 1, Consolidation: 1, Atelectasis: 1, Effusion: 1 }],
    ["zeros", absent("Cardiomegaly", "Edema", "Consolidation", "Atelectasis", "Effusion")],
    ["ignore", {}],
    [undefined, {}],
  ])("uncertain labels become %s", async (uncertain, expected) => {
    const record = recordOf(await loadTree(chexpert, TREE, { uncertain }), UNSURE);
    expect(knownOf(record)).toEqual(expected);
    // A fracture and an opacity are mentioned for sure.
    expect(record.anyFinding).toBe(1);
  });

  test("soft: each uncertain label its own number of 0.55 to 0.85, the same in any order of rows", async () => {
    const labels = knownOf(recordOf(await loadTree(chexpert, TREE, { uncertain: "soft" }), UNSURE));
    const values = Object.values(labels);
    expect(Object.keys(labels).sort()).toEqual([
      ...["Atelectasis", "Cardiomegaly", "Consolidation", "Edema", "Effusion"],
    ]);
    for (const value of values) {
      expect(value).toBeGreaterThanOrEqual(0.55);
      expect(value).toBeLessThan(0.85);
    }
    expect(new Set(values).size).toBe(5);
    const [header = "", ...rows] = TRAIN.trimEnd().split("\n");
    const reversed = { "train.csv": [header, ...rows.reverse()].join("\n") };
    const other = await loadTree(chexpert, reversed, { uncertain: "soft" });
    expect(knownOf(recordOf(other, UNSURE))).toEqual(labels);
  });

  test("soft numbers are spread evenly", async () => {
    const rows = Array.from({ length: 4000 }, (_, study) => {
      return `train/patient00001/study${study}/view1_frontal.jpg,,,Frontal,AP,,,-1,,,,,,,,,,,`;
    });
    const dataset = await loadTree(
      chexpert,
      { "train.csv": [HEADER, ...rows].join("\n") },
      { uncertain: "soft" },
    );
    const values = dataset.records.map((record) => knownOf(record).Cardiomegaly ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    // Standard error 0.3 / sqrt(12 * 4000) = 0.0014.
    expect(Math.abs(mean - 0.7)).toBeLessThan(0.006);
    expect(values.filter((value) => value < 0.58).length / values.length).toBeCloseTo(0.1, 1);
  });

  test("an uncertain or present observation is believed before No Finding", async () => {
    const unsure = `${HEADER}\ntrain/patient1/study1/view1_frontal.jpg,Male,1,Frontal,AP,1.0,,-1.0,,,,,,,,,,,\n`;
    const record = recordOf(
      await loadTree(chexpert, { "train.csv": unsure }, { uncertain: "zeros" }),
      "train/patient1/study1/view1_frontal.jpg",
    );
    expect(knownOf(record)).toEqual({ Cardiomegaly: 0 });
    expect(record.anyFinding).toBeNaN();
  });

  test("one table can be named", async () => {
    const dataset = await loadTree(chexpert, TREE, {}, "valid.csv");
    expect(dataset.records).toHaveLength(1);
    expect(dataset.officialSplits).toEqual([]);
    expect(knownOf(dataset.records[0] as never)).toMatchObject({ Cardiomegaly: 1, Edema: 0 });
  });

  test.each([
    ["/patient00001/study1", "/study1", "is not a path of CheXpert"],
    ["Frontal,AP,1.0", "Oblique,AP,1.0", '"Oblique" is not a projection'],
    ["Frontal,AP,1.0", "Frontal,AP,yes", '"yes" is not a value of "No Finding"'],
    ["Female,68", "Femal,68", '"Femal" is not a sex'],
    ["Female,68", "Female,old", '"old" is not an age'],
  ])("%s as %s is refused with its row", async (from, to, message) => {
    const train = TRAIN.replace(from, to);
    await expect(loadTree(chexpert, { "train.csv": train })).rejects.toMatchObject({
      code: "ROW_MALFORMED",
      message: expect.stringMatching(/^row 2 of train\.csv: /),
    });
    await expect(loadTree(chexpert, { "train.csv": train })).rejects.toThrow(message);
  });

  refusesBrokenTables("chexpert", { "train.csv": TRAIN }, "train.csv", "Path");
});
