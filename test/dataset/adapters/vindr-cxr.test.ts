import { describe, expect, test } from "vitest";
import { vindrCxr } from "../../../src/dataset/adapters/vindr-cxr.node.ts";
import {
  absent,
  knownOf,
  loadTree,
  loadWithProblems,
  recordOf,
  refusesBrokenTables,
  type Tree,
} from "./tree.ts";

/** The columns of PhysioNet's image_labels_train.csv, in its order. */
const NAMES = [
  ...["Aortic enlargement", "Atelectasis", "Calcification", "Cardiomegaly", "Clavicle fracture"],
  ...["Consolidation", "Edema", "Emphysema", "Enlarged PA", "ILD", "Infiltration", "Lung Opacity"],
  ...["Lung cavity", "Lung cyst", "Mediastinal shift", "Nodule/Mass", "Pleural effusion"],
  ...["Pleural thickening", "Pneumothorax", "Pulmonary fibrosis", "Rib fracture", "Other lesion"],
  ...["COPD", "Lung tumor", "Pneumonia", "Tuberculosis", "Other diseases", "No finding"],
];
function reading(image: string, reader: string | null, ...seen: string[]): string {
  const flags = NAMES.map((name) => (seen.includes(name) ? 1 : 0));
  return [image, ...(reader === null ? [] : [reader]), ...flags].join();
}

const IMAGE_LABELS_TRAIN = `${[
  ["image_id", "rad_id", ...NAMES].join(),
  reading("1".repeat(32), "R1", "Cardiomegaly", "Nodule/Mass", "Pneumonia"),
  reading("1".repeat(32), "R2", "Cardiomegaly", "Nodule/Mass", "Pleural effusion"),
  reading("1".repeat(32), "R3", "Pleural effusion", "ILD"),
  reading("2".repeat(32), "R1", "No finding"),
  reading("2".repeat(32), "R4", "No finding"),
  reading("2".repeat(32), "R5", "Atelectasis"),
  reading("3".repeat(32), "R1", "Edema"),
  reading("3".repeat(32), "R2", "Other diseases"),
  reading("3".repeat(32), "R3", "No finding"),
].join("\n")}\n`;
/** The test table has no readers and says "Other disease". */
const IMAGE_LABELS_TEST = `${[
  ["image_id", ...NAMES].join().replace("Other diseases", "Other disease"),
  reading("4".repeat(32), null, "Pneumothorax"),
].join("\n")}\n`;
const ANNOTATIONS_TRAIN = `image_id,rad_id,class_name,x_min,y_min,x_max,y_max
${"1".repeat(32)},R1,Cardiomegaly,691.0,1375.0,1653.0,1831.0
${"1".repeat(32)},R2,Cardiomegaly,700.5,1380.0,1650.0,1800.0
${"1".repeat(32)},R1,Nodule/Mass,1264.0,743.0,1611.0,1019.0
${"2".repeat(32)},R1,No finding,,,,
`;
const ANNOTATIONS_TEST = `image_id,class_name,x_min,y_min,x_max,y_max
${"4".repeat(32)},Pneumothorax,10,20,110,220
`;
const TREE: Tree = {
  "annotations/image_labels_train.csv": IMAGE_LABELS_TRAIN,
  "annotations/image_labels_test.csv": IMAGE_LABELS_TEST,
  "annotations/annotations_train.csv": ANNOTATIONS_TRAIN,
  "annotations/annotations_test.csv": ANNOTATIONS_TEST,
};
const KAGGLE = `image_id,class_name,class_id,rad_id,x_min,y_min,x_max,y_max
${"a".repeat(32)},No finding,14,R11,,,,
${"a".repeat(32)},No finding,14,R7,,,,
${"a".repeat(32)},No finding,14,R10,,,,
${"b".repeat(32)},Cardiomegaly,3,R10,691,1375,1653,1831
${"b".repeat(32)},Aortic enlargement,0,R10,1264,743,1611,1019
${"b".repeat(32)},Cardiomegaly,3,R9,691,1375,1653,1831
${"b".repeat(32)},Pleural effusion,10,R9,691,1375,1653,1831
${"b".repeat(32)},Pleural effusion,10,R9,91,375,653,831
${"b".repeat(32)},No finding,14,R17,,,,
`;
const fileOf = (digit: string) => `${digit.repeat(32)}.dicom`;

describe("VinDr-CXR", () => {
  test("a label is what more than half of the readers say", async () => {
    const dataset = await loadTree(vindrCxr, TREE);
    const labels = knownOf(recordOf(dataset, fileOf("1")));
    // Two of three: cardiomegaly, effusion, and nodule or mass, which of them nobody says.
    expect(labels).toEqual({
      ...absent("Atelectasis", "Infiltration", "Pneumonia", "Pneumothorax", "Consolidation"),
      ...absent("Edema", "Emphysema", "Fibrosis", "Pleural_Thickening"),
      Cardiomegaly: 1,
      Effusion: 1,
    });
    expect(dataset.records.map(({ anyFinding }) => anyFinding)).toEqual([1, 0, 1, 1]);
  });

  test("two who each see something else outvote No finding, and no finding is present", async () => {
    const record = recordOf(await loadTree(vindrCxr, TREE), fileOf("3"));
    expect(Object.values(knownOf(record)).every((label) => label === 0)).toBe(true);
    expect(record.anyFinding).toBe(1);
  });

  test("readers divided evenly leave a label unknown", async () => {
    const rows = IMAGE_LABELS_TRAIN.split("\n").filter((line) => !line.includes(",R3,"));
    const dataset = await loadTree(vindrCxr, { "image_labels_train.csv": `${rows.join("\n")}` });
    const known = knownOf(recordOf(dataset, fileOf("1")));
    expect(known).toMatchObject({ Cardiomegaly: 1, Edema: 0 });
    expect(known).not.toHaveProperty("Effusion");
    expect(known).not.toHaveProperty("Pneumonia");
  });

  test("boxes name their readers; the test set's are the consensus", async () => {
    const dataset = await loadTree(vindrCxr, TREE);
    expect(dataset.boxes).toEqual([
      {
        fileName: fileOf("1"),
        finding: "Cardiomegaly",
        left: 691,
        top: 1375,
        width: 962,
        height: 456,
        imageSize: null,
        reader: "R1",
      },
      {
        fileName: fileOf("1"),
        finding: "Cardiomegaly",
        left: 700.5,
        top: 1380,
        width: 949.5,
        height: 420,
        imageSize: null,
        reader: "R2",
      },
      {
        fileName: fileOf("4"),
        finding: "Pneumothorax",
        left: 10,
        top: 20,
        width: 100,
        height: 200,
        imageSize: null,
        reader: "consensus",
      },
    ]);
    expect(dataset.leftOut).toEqual([
      { reason: "box of a label that is none of the 14 findings", rows: 1 },
    ]);
  });

  test("has the provider's split, and no patients", async () => {
    const dataset = await loadTree(vindrCxr, TREE);
    expect(dataset.officialSplits).toEqual([
      {
        name: "official",
        sides: [
          { name: "train", fileNames: ["1", "2", "3"].map(fileOf) },
          { name: "test", fileNames: [fileOf("4")] },
        ],
      },
    ]);
    expect(new Set(dataset.records.map(({ patientId }) => patientId)).size).toBe(4);
    expect(dataset.records.every(({ view }) => view === "PA")).toBe(true);
    expect(dataset.notes).toEqual([expect.stringContaining("no patient ids")]);
  });

  test("a named table is its side alone, from the folder of tables too", async () => {
    const dataset = await loadTree(vindrCxr, TREE, {}, "annotations/image_labels_test.csv");
    expect(dataset.records.map(({ fileName }) => fileName)).toEqual([fileOf("4")]);
    expect(dataset.boxes).toHaveLength(1);
    expect((await loadTree(vindrCxr, TREE, {}, "annotations")).records).toHaveLength(4);
  });

  test("Kaggle's table: votes by its rows, and nothing about labels it doesn't have", async () => {
    const dataset = await loadTree(vindrCxr, { "train.csv": KAGGLE });
    const labels = knownOf(recordOf(dataset, fileOf("b")));
    expect(labels).toEqual({
      ...absent("Atelectasis", "Infiltration", "Mass", "Nodule", "Pneumothorax", "Consolidation"),
      ...absent("Fibrosis", "Pleural_Thickening", "Effusion"),
      Cardiomegaly: 1,
    });
    expect(recordOf(dataset, fileOf("a")).anyFinding).toBe(0);
    expect(dataset.boxes).toHaveLength(4);
    expect(dataset.leftOut).toEqual([
      { reason: "box of a label that is none of the 14 findings", rows: 1 },
    ]);
  });

  test("boxes without image labels know the 22 local labels, not the diagnoses", async () => {
    const dataset = await loadTree(vindrCxr, { "annotations_train.csv": ANNOTATIONS_TRAIN });
    const labels = knownOf(recordOf(dataset, fileOf("2")));
    expect(labels).toHaveProperty("Edema", 0);
    expect(labels).not.toHaveProperty("Pneumonia");
    expect(labels).not.toHaveProperty("Hernia");
  });

  test("says what is wrong with a reading or a box", async () => {
    const { problems } = await loadWithProblems(vindrCxr, {
      ...TREE,
      "annotations/image_labels_train.csv": `${IMAGE_LABELS_TRAIN}${reading("2".repeat(32), "R1")}\n${reading("5".repeat(32), "R1").replace(",0", ",2")}\n`,
      "annotations/annotations_train.csv": `${ANNOTATIONS_TRAIN}${"1".repeat(32)},R1,Cardiomegally,1,2,3,4\n${"1".repeat(32)},R1,Edema,5,2,3,4\n`,
    });
    expect(problems).toEqual([
      `IMAGE_DUPLICATE row 11 of image_labels_train.csv: "${"2".repeat(32)}" has a row of reader R1 already. Keep one of the two.`,
      'ROW_MALFORMED row 12 of image_labels_train.csv: "2" is not a value of "Aortic enlargement". It can be 1 or 0.',
      'LABEL_UNKNOWN row 6 of annotations_train.csv: "Cardiomegally" is not a finding. Did you mean Cardiomegaly?',
      "ROW_MALFORMED row 7 of annotations_train.csv: the box ends before it begins. Its x_max and y_max must be larger.",
    ]);
  });

  test("a table of other labels is refused, and not recognized", async () => {
    const table = IMAGE_LABELS_TRAIN.replace("Emphysema", "Emphysemma");
    await expect(loadTree(vindrCxr, { "image_labels_train.csv": table })).rejects.toMatchObject({
      code: "LABEL_UNKNOWN",
      message:
        'image_labels_train.csv: "Emphysemma" is no column of this table. Did you mean Emphysema?',
    });
  });

  refusesBrokenTables(
    "vindr-cxr",
    { "image_labels_train.csv": IMAGE_LABELS_TRAIN },
    "image_labels_train.csv",
    "image_id",
  );
});
