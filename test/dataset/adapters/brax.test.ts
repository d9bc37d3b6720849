import { describe, expect, test } from "vitest";
import { brax } from "../../../src/dataset/adapters/brax.node.ts";
import { absent, knownOf, loadTree, recordOf, refusesBrokenTables, type Tree } from "./tree.ts";

/** Columns as PhysioNet's page of BRAX 1.1.0 describes them; ids made up in the manner of the files. */
const png = (image: string) => `images/id_5f5d/Study_1.3.5/Series_7/image-${image}.png`;
const row = (image: string, sex: string, age: string, labels: string, view: string) =>
  `Anonymized_DICOMs/id_5f5d/Study_1.3.5/Series_7/image-${image}.dcm,${png(image)},5f5d,${sex},${age},99,20090714,${labels},${view},3056,2544,0`;
const TABLE = `DicomPath,PngPath,PatientID,PatientSex,PatientAge,AccessionNumber,StudyDate,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Lesion,Lung Opacity,Edema,Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,Pleural Other,Fracture,Support Devices,ViewPosition,Rows,Columns,Manufacturer
${row("01", "F", "45", "1.0,,,,,,,,,,,,,", "PA")}
${row("02", "O", "85 or more", ",,1.0,0.0,,,-1.0,,,0.0,1.0,,,", "AP")}
${row("03", "M", "045", "1.0,,,,,,,,,,,,,", "LL")}
${row("04", "M", "45", "1.0,,,,,,,,,,,,,", "")}
${row("05", "M", "45", "1.0,,,,,,,,,,,,,", "RLO")}
`;
const TREE: Tree = { "master_spreadsheet_update.csv": TABLE };
const fileOf = (image: string) => png(image).slice("images/".length);

describe("BRAX", () => {
  test("reads frontal images by their PNG files, labels as CheXpert's", async () => {
    const dataset = await loadTree(brax, TREE);
    expect(dataset.records.map(({ fileName }) => fileName)).toEqual([fileOf("01"), fileOf("02")]);
    expect(recordOf(dataset, fileOf("01"))).toMatchObject({
      patientId: "5f5d",
      view: "PA",
      sex: "F",
      age: 45,
      anyFinding: 0,
    });
    expect(recordOf(dataset, fileOf("02"))).toMatchObject({ view: "AP", sex: null, age: 85 });
    expect(knownOf(recordOf(dataset, fileOf("02")))).toEqual({
      ...absent("Mass", "Nodule", "Pneumothorax"),
      Cardiomegaly: 1,
      Effusion: 1,
    });
    const ones = await loadTree(brax, TREE, { uncertain: "ones" });
    expect(knownOf(recordOf(ones, fileOf("02"))).Consolidation).toBe(1);
  });

  test("counts what is not frontal", async () => {
    const { leftOut } = await loadTree(brax, TREE);
    expect(new Set(leftOut)).toEqual(
      new Set([
        { reason: "lateral view", rows: 1 },
        { reason: "view not given", rows: 1 },
        { reason: "oblique or other view", rows: 1 },
      ]),
    );
  });

  test.each([
    ["F,45,", "F,forty,", '"forty" is not an age'],
    ["F,45,", "X,45,", '"X" is not a sex'],
    ["1.0,,,,,,,,,,,,,,PA", "2.0,,,,,,,,,,,,,,PA", '"2.0" is not a value of "No Finding"'],
  ])("%s as %s is refused", async (from, to, message) => {
    const tree = { "master_spreadsheet.csv": TABLE.replace(from, to) };
    await expect(loadTree(brax, tree)).rejects.toThrow(
      `row 2 of master_spreadsheet.csv: ${message}`,
    );
  });

  refusesBrokenTables("brax", TREE, "master_spreadsheet_update.csv", "PngPath");
});
