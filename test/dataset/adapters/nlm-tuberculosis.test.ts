import { describe, expect, test } from "vitest";
import { nlmTuberculosis } from "../../../src/dataset/adapters/nlm-tuberculosis.node.ts";
import {
  absent,
  knownOf,
  loadTree,
  loadWithProblems,
  makeTree,
  recordOf,
  type Tree,
} from "./tree.ts";

/** As in NLM-ChinaCXRSet-ReadMe.docx and NLM-MontgomeryCXRSet-ReadMe.pdf, with the oddities of the hand-written files. */
const TREE: Tree = {
  "ClinicalReadings/CHNCXR_0001_0.txt": "male 45yrs\nnormal\n",
  "ClinicalReadings/CHNCXR_0044_0.txt": "femal 32yrs\nnormal\n",
  "ClinicalReadings/CHNCXR_0115_0.txt": "male 16month\nnormal",
  "ClinicalReadings/CHNCXR_0202_0.txt": "Female 64days\nnormal",
  "ClinicalReadings/CHNCXR_0327_1.txt": "Female , 28yrs\nSTB\n",
  "ClinicalReadings/CHNCXR_0328_1.txt": "???\n",
  "CXR_png/CHNCXR_0001_0.png": "",
};
const MONTGOMERY: Tree = {
  "ClinicalReadings/MCUCXR_0001_0.txt": "Patient's Sex: F \nPatient's Age: 027Y\nnormal\n",
  "ClinicalReadings/MCUCXR_0104_1.txt":
    "Patient's Sex: M\nPatient's Age: 050Y\ncavitary nodular infiltrate in RUL\n",
};
const NAME = "Annotations-2/Statistics_ShenzhenDataset_US.csv";
const MARKS = `imagename,Pleural_Effusion,Apical_Thickening,Single_Nodule_(non-calcified),Pleural_Thickening_(non-apical),Calcified_Nodule,Small_Infiltrate_(non-linear),Cavity,Linear_Density,Severe_Infiltrate_(Consolidation),Clustered_Nodule_(2mm-5mm_apart),Moderate_Infiltrate_(non-linear)
CHNCXR_0327_1.png,0,1,0,0,0,0,1,0,1,0,0
`;

describe("Shenzhen and Montgomery County", () => {
  test("the name says normal or not; about single findings nothing is said", async () => {
    const dataset = await loadTree(nlmTuberculosis, TREE);
    expect(dataset.records.map(({ anyFinding }) => anyFinding)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(dataset.records.map((record) => knownOf(record))).toEqual(
      dataset.records.map(() => ({})),
    );
  });

  test("reads sex and age as they were written", async () => {
    const { records } = await loadTree(nlmTuberculosis, TREE);
    expect(records.map(({ sex, age }) => [sex, age])).toEqual([
      ["M", 45],
      ["F", 32],
      ["M", 1],
      ["F", 0],
      ["F", 28],
      [null, null],
    ]);
    const montgomery = await loadTree(nlmTuberculosis, MONTGOMERY);
    expect(recordOf(montgomery, "MCUCXR_0001_0.png")).toMatchObject({
      patientId: "MCUCXR_0001",
      view: "PA",
      sex: "F",
      age: 27,
    });
    expect(recordOf(montgomery, "MCUCXR_0104_1.png")).toMatchObject({ sex: "M", age: 50 });
  });

  test("what a radiologist marked in abnormal images is known, and absent in normal ones", async () => {
    const dataset = await loadTree(nlmTuberculosis, { ...TREE, [NAME]: MARKS });
    expect(knownOf(recordOf(dataset, "CHNCXR_0327_1.png"))).toEqual({
      ...absent("Effusion", "Nodule"),
      Pleural_Thickening: 1,
      Infiltration: 1,
      Consolidation: 1,
    });
    expect(knownOf(recordOf(dataset, "CHNCXR_0001_0.png"))).toEqual(
      absent("Effusion", "Nodule", "Pleural_Thickening", "Infiltration", "Consolidation"),
    );
    expect(knownOf(recordOf(dataset, "CHNCXR_0328_1.png"))).toEqual({});
  });

  test("is recognized by its readings", async () => {
    expect(await nlmTuberculosis.recognize(await makeTree(TREE))).toBe(true);
    expect(await nlmTuberculosis.recognize(await makeTree({ "a.txt": "" }))).toBe(false);
    await expect(loadTree(nlmTuberculosis, { "a.txt": "" })).rejects.toMatchObject({
      code: "TABLE_NOT_FOUND",
    });
  });

  test("bad names, bad bytes and bad marks are reported, the others kept", async () => {
    const { dataset, problems } = await loadWithProblems(nlmTuberculosis, {
      ...TREE,
      "ClinicalReadings/CHNCXR_0400_2.txt": "male 45yrs",
      "ClinicalReadings/CHNCXR_0401_1.txt": "male\0 45yrs",
      [NAME]: `${MARKS}CHNCXR_0327_1.png,0,1,0,0,0,0,1,0,1,0,0\nCHNCXR_0329_1.png,0,5,0,0,0,0,1,0,1,0,0\n`,
    });
    expect(problems).toEqual([
      expect.stringContaining("IMAGE_DUPLICATE row 3 of Statistics_ShenzhenDataset_US.csv"),
      expect.stringContaining('"5" is not a value of Apical_Thickening. It can be 1 or 0.'),
      expect.stringContaining("TABLE_MALFORMED CHNCXR_0400_2.txt: the name doesn't end in _0"),
      expect.stringContaining("TABLE_MALFORMED CHNCXR_0401_1.txt: character 5 is NUL"),
    ]);
    expect(dataset.records).toHaveLength(6);
  });
});
