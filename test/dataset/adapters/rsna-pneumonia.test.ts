import { describe, expect, test } from "vitest";
import { rsnaPneumonia } from "../../../src/dataset/adapters/rsna-pneumonia.node.ts";
import {
  knownOf,
  loadTree,
  loadWithProblems,
  recordOf,
  refusesBrokenTables,
  type Tree,
} from "./tree.ts";

/** As on Kaggle's page of the competition: a row per box, and the class as often. */
const LABELS = `patientId,x,y,width,height,Target
0004cfab-14fd-4e49-80ba-63a80b6bddd6,,,,,0
00313ee0-9eaa-42f4-b0ab-c148ed3241cd,,,,,0
00436515-870c-4b36-a041-de91049b9ab4,264.0,152.0,213.0,379.0,1
00436515-870c-4b36-a041-de91049b9ab4,562.0,152.0,256.0,453.0,1
`;
const CLASSES = `patientId,class
0004cfab-14fd-4e49-80ba-63a80b6bddd6,No Lung Opacity / Not Normal
00313ee0-9eaa-42f4-b0ab-c148ed3241cd,Normal
00436515-870c-4b36-a041-de91049b9ab4,Lung Opacity
00436515-870c-4b36-a041-de91049b9ab4,Lung Opacity
`;
/** As RSNA published it; two images are of one patient. */
const MAPPING = JSON.stringify(
  [
    ["0004cfab-14fd-4e49-80ba-63a80b6bddd6", "00000013_005.png", ["Infiltration"]],
    ["00313ee0-9eaa-42f4-b0ab-c148ed3241cd", "00000013_026.png", ["No Finding"]],
    ["00436515-870c-4b36-a041-de91049b9ab4", "00028173_003.png", ["Pneumonia"]],
  ].map(([kaggle, original, labels], index) => ({
    subset_img_id: kaggle,
    img_id: original,
    orig_labels: labels,
    StudyInstanceUID: `1.2.276.0.7230010.3.1.2.8323329.${index}`,
    SeriesInstanceUID: `1.2.276.0.7230010.3.1.3.8323329.${index}`,
    SOPInstanceUID: `1.2.276.0.7230010.3.1.4.8323329.${index}`,
  })),
);
const MAPPING_NAME = "pneumonia-challenge-dataset-mappings_2018.json";
const TREE: Tree = {
  "stage_2_train_labels.csv": LABELS,
  "stage_2_detailed_class_info.csv": CLASSES,
  [MAPPING_NAME]: MAPPING,
};
const NOT_NORMAL = "0004cfab-14fd-4e49-80ba-63a80b6bddd6.dcm";
const NORMAL = "00313ee0-9eaa-42f4-b0ab-c148ed3241cd.dcm";
const OPACITY = "00436515-870c-4b36-a041-de91049b9ab4.dcm";

describe("RSNA pneumonia", () => {
  test("knows pneumonia and whether anything is abnormal, nothing else", async () => {
    const dataset = await loadTree(rsnaPneumonia, TREE);
    expect(knownOf(recordOf(dataset, OPACITY))).toEqual({ Pneumonia: 1 });
    expect(knownOf(recordOf(dataset, NOT_NORMAL))).toEqual({ Pneumonia: 0 });
    expect(dataset.records.map(({ anyFinding }) => anyFinding)).toEqual([1, 0, 1]);
    expect(dataset.boxes).toEqual([
      {
        fileName: OPACITY,
        finding: "Pneumonia",
        left: 264,
        top: 152,
        width: 213,
        height: 379,
        imageSize: { rows: 1024, columns: 1024 },
        reader: null,
      },
      {
        fileName: OPACITY,
        finding: "Pneumonia",
        left: 562,
        top: 152,
        width: 256,
        height: 453,
        imageSize: { rows: 1024, columns: 1024 },
        reader: null,
      },
    ]);
  });

  test("its patients are those of ChestX-ray14, as that table writes them", async () => {
    const dataset = await loadTree(rsnaPneumonia, TREE);
    expect(dataset.patientsOf).toBe("nih");
    expect(dataset.records.map(({ patientId }) => patientId)).toEqual(["13", "13", "28173"]);
    expect(dataset.notes).toBeUndefined();
  });

  test("without the mapping each image is a patient of its own, of no other set, and that is said", async () => {
    const { [MAPPING_NAME]: _, ...tree } = TREE;
    const dataset = await loadTree(rsnaPneumonia, tree);
    expect(dataset.patientsOf).toBe("rsna-pneumonia");
    expect(recordOf(dataset, NORMAL).patientId).toBe("00313ee0-9eaa-42f4-b0ab-c148ed3241cd");
    expect(dataset.notes).toEqual([expect.stringContaining("Fetch it from RSNA before you split")]);
  });

  test("without the classes an image without an opacity may be normal or not", async () => {
    const { "stage_2_detailed_class_info.csv": _, ...tree } = TREE;
    const dataset = await loadTree(rsnaPneumonia, tree);
    expect(dataset.records.map(({ anyFinding }) => anyFinding)).toEqual([
      Number.NaN,
      Number.NaN,
      1,
    ]);
    expect(knownOf(recordOf(dataset, NORMAL))).toEqual({ Pneumonia: 0 });
  });

  test("an image that the mapping doesn't have is refused, or left out with its boxes", async () => {
    const tree = { ...TREE, [MAPPING_NAME]: MAPPING.replace("00436515", "99999999") };
    await expect(loadTree(rsnaPneumonia, tree)).rejects.toMatchObject({
      code: "TABLE_MALFORMED",
      message: expect.stringContaining("1 of the labelled images are not in it: 00436515-870c"),
    });
    const { dataset, problems } = await loadWithProblems(rsnaPneumonia, tree);
    expect(problems).toHaveLength(1);
    expect([dataset.records.length, dataset.boxes.length]).toEqual([2, 0]);
  });

  test.each([
    ["{", "no JSON"],
    ["{}", "no list of images"],
    ['[{"img_id":"4903.png","subset_img_id":"a"}]', "entry 1 has no"],
  ])("a mapping %s is refused", async (mapping, message) => {
    await expect(
      loadTree(rsnaPneumonia, { ...TREE, [MAPPING_NAME]: mapping }),
    ).rejects.toMatchObject({
      code: "TABLE_MALFORMED",
      message: expect.stringContaining(`${MAPPING_NAME}: ${message}`),
    });
  });

  test("contradictions and bad cells are reported with their rows", async () => {
    const { problems } = await loadWithProblems(rsnaPneumonia, {
      ...TREE,
      "stage_2_train_labels.csv": `${LABELS}00313ee0-9eaa-42f4-b0ab-c148ed3241cd,1,2,3,4,1\n00436515-870c-4b36-a041-de91049b9ab4,1,2,3,,1\nx,,,,,2\n`,
      "stage_2_detailed_class_info.csv": `${CLASSES}00313ee0-9eaa-42f4-b0ab-c148ed3241cd,Lung Opacity\nx,Lung Opacities\n`,
    });
    expect(problems).toEqual([
      expect.stringMatching(
        /^ROW_MALFORMED row 6 of stage_2_train_labels.csv: .* has Target 1 and 0/,
      ),
      expect.stringMatching(/^ROW_MALFORMED row 7 of stage_2_train_labels.csv: "" is not a number/),
      expect.stringMatching(
        /^ROW_MALFORMED row 8 of stage_2_train_labels.csv: "2" is not a Target/,
      ),
      expect.stringMatching(/^ROW_MALFORMED row 6 of stage_2_detailed_class_info.csv: .* is both/),
      expect.stringMatching(/^LABEL_UNKNOWN row 7 .*Did you mean Lung Opacity\?$/),
    ]);
  });

  const { [MAPPING_NAME]: _, ...others } = TREE;
  refusesBrokenTables("rsna-pneumonia", others, "stage_2_train_labels.csv", "patientId");
});
