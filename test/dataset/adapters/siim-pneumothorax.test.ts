import { describe, expect, test } from "vitest";
import { siimPneumothorax } from "../../../src/dataset/adapters/siim-pneumothorax.node.ts";
import { knownOf, loadTree, recordOf, refusesBrokenTables, type Tree } from "./tree.ts";

const ROOT = "1.2.276.0.7230010.3.1.4.8323329";
const [WITH, WITHOUT, TWO] = [
  `${ROOT}.6904.1517875201.850819`,
  `${ROOT}.13666.1517875247.117800`,
  `${ROOT}.1.2.3`,
];

/**
 * As on Kaggle's page of the competition, with its space before the second name. The mask: 3 pixels of column 10 from
 * row 20 on, and, by its start counted from the end of the first run, 4 of column 12 from row 18 on.
 */
const FIRST = 10 * 1024 + 20;
const SECOND = 12 * 1024 + 18 - (FIRST + 3);
const TABLE = `ImageId, EncodedPixels
${WITH}, ${FIRST} 3 ${SECOND} 4
${WITHOUT}, -1
${TWO}, 0 1024
${TWO}, 1040 2000
`;
const TREE: Tree = { "train-rle.csv": TABLE };
const MAPPING_NAME = "pneumonia-challenge-dataset-mappings_2018.json";
const MAPPING = JSON.stringify([
  { subset_img_id: "0004cfab", img_id: "00000013_005.png", SOPInstanceUID: WITH },
]);

describe("SIIM-ACR pneumothorax", () => {
  test("knows pneumothorax alone", async () => {
    const dataset = await loadTree(siimPneumothorax, TREE);
    expect(knownOf(recordOf(dataset, `${WITH}.dcm`))).toEqual({ Pneumothorax: 1 });
    expect(knownOf(recordOf(dataset, `${WITHOUT}.dcm`))).toEqual({ Pneumothorax: 0 });
    expect(dataset.records.map(({ anyFinding }) => anyFinding)).toEqual([1, Number.NaN, 1]);
  });

  test("boxes are those around the masks", async () => {
    const { boxes } = await loadTree(siimPneumothorax, TREE);
    expect(
      boxes.map(({ fileName, left, top, width, height }) => [fileName, left, top, width, height]),
    ).toEqual([
      [`${WITH}.dcm`, 10, 18, 3, 5],
      [`${TWO}.dcm`, 0, 0, 1, 1024],
      // From row 16 of column 1 over all of column 2 to row 991 of column 2.
      [`${TWO}.dcm`, 1, 0, 2, 1024],
    ]);
  });

  test("RSNA's mapping gives NIH patients; how many are not known is said", async () => {
    const dataset = await loadTree(siimPneumothorax, { ...TREE, [MAPPING_NAME]: MAPPING });
    expect(dataset.patientsOf).toBe("nih");
    expect(dataset.records.map(({ patientId }) => patientId)).toEqual(["13", WITHOUT, TWO]);
    expect(dataset.notes).toEqual([
      expect.stringContaining("patients of 2 of 3 images are not known"),
    ]);
    const alone = await loadTree(siimPneumothorax, TREE);
    expect(alone.patientsOf).toBe("siim-pneumothorax");
    expect(alone.notes).toEqual([
      expect.stringContaining("patients of 3 of 3 images are not known"),
    ]);
  });

  test.each([
    ["an odd number", "1 2 3"],
    ["a letter", "1 b"],
    ["less than nothing", "-5 3"],
    ["more than the image has", `0 ${1024 * 1024 + 1}`],
    ["no pixel", "5 0"],
  ])("a mask with %s is refused", async (_, mask) => {
    const table = `ImageId,EncodedPixels\na,${mask}\n`;
    await expect(loadTree(siimPneumothorax, { "stage_2_train.csv": table })).rejects.toMatchObject({
      code: "ROW_MALFORMED",
      message: expect.stringContaining("row 2 of stage_2_train.csv: the mask is not pairs"),
    });
  });

  test("an image with a mask and none is refused", async () => {
    const tree = { "train-rle.csv": `${TABLE}${WITH}, -1\n` };
    await expect(loadTree(siimPneumothorax, tree)).rejects.toThrow("has a mask and none (-1)");
  });

  refusesBrokenTables("siim-pneumothorax", TREE, "train-rle.csv", "ImageId");
});
