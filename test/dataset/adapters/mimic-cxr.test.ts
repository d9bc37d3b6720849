import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { mimicCxr } from "../../../src/dataset/adapters/mimic-cxr.node.ts";
import { absent, knownOf, loadTree, recordOf, refusesBrokenTables, type Tree } from "./tree.ts";

/** Columns as PhysioNet's page of MIMIC-CXR-JPG 2.0.0 describes them; ids made up in the manner of the files. */
const LABELS = `subject_id,study_id,Atelectasis,Cardiomegaly,Consolidation,Edema,Enlarged Cardiomediastinum,Fracture,Lung Lesion,Lung Opacity,No Finding,Pleural Effusion,Pleural Other,Pneumonia,Pneumothorax,Support Devices
10000032,50414267,,,,,,,,,1.0,,,,,
10000764,57375967,,,1.0,,,,,,,,,-1.0,,
11000001,51000001,0.0,1.0,,,,,,,,,,,,1.0
`;
const NEGBIO = LABELS.replace(",,,1.0,,,,,,,,,-1.0,,", ",,,1.0,,,,,,,,,1.0,,");
const METADATA = `dicom_id,subject_id,study_id,PerformedProcedureStepDescription,ViewPosition,Rows,Columns,StudyDate,StudyTime,ProcedureCodeSequence_CodeMeaning,ViewCodeSequence_CodeMeaning,PatientOrientationCodeSequence_CodeMeaning
02aa804e-bde0afdd,10000032,50414267,CHEST (PA AND LAT),PA,3056,2544,21800506,213014.531,CHEST (PA AND LAT),postero-anterior,Erect
174413ec-4ec4c1f7,10000032,50414267,CHEST (PA AND LAT),LATERAL,3056,2544,21800506,213014.531,CHEST (PA AND LAT),lateral,Erect
096052b7-d256dc40,10000764,57375967,CHEST (PORTABLE AP),AP,3056,2544,21321015,83047.312,CHEST (PORTABLE AP),antero-posterior,
b79e55c3-735ce5ac,10000764,57375967,CHEST (PA AND LAT),,3056,2544,21321015,83047.312,CHEST (PA AND LAT),,
c0ffee00-00000001,11000001,51000001,"CHEST, LORDOTIC",AP AXIAL,3056,2544,21321015,83047.312,CHEST,,
c0ffee00-00000002,11000001,51000001,CHEST (PORTABLE AP),AP,3056,2544,21321015,83047.312,CHEST,,
c0ffee00-00000003,11000001,51000002,CHEST (PORTABLE AP),AP,3056,2544,21321016,83047.312,CHEST,,
`;
const SPLIT = `dicom_id,study_id,subject_id,split
02aa804e-bde0afdd,50414267,10000032,train
174413ec-4ec4c1f7,50414267,10000032,train
096052b7-d256dc40,57375967,10000764,validate
c0ffee00-00000002,51000001,11000001,test
`;
const TREE: Tree = {
  "mimic-cxr-2.0.0-chexpert.csv.gz": gzipSync(LABELS),
  "mimic-cxr-2.0.0-negbio.csv.gz": gzipSync(NEGBIO),
  "mimic-cxr-2.0.0-metadata.csv.gz": gzipSync(METADATA),
  "mimic-cxr-2.0.0-split.csv.gz": gzipSync(SPLIT),
};
const FIRST = "p10/p10000032/s50414267/02aa804e-bde0afdd.jpg";
const SECOND = "p10/p10000764/s57375967/096052b7-d256dc40.jpg";
const THIRD = "p11/p11000001/s51000001/c0ffee00-00000002.jpg";

describe("MIMIC-CXR-JPG", () => {
  test("joins labels, views and the official split", async () => {
    const dataset = await loadTree(mimicCxr, TREE);
    expect(dataset.records.map(({ fileName }) => fileName)).toEqual([FIRST, SECOND, THIRD]);
    expect(recordOf(dataset, SECOND)).toMatchObject({
      patientId: "10000764",
      view: "AP",
      sex: null,
    });
    expect(dataset.officialSplits).toEqual([
      {
        name: "official",
        sides: [
          { name: "train", fileNames: [FIRST] },
          { name: "validate", fileNames: [SECOND] },
          { name: "test", fileNames: [THIRD] },
        ],
      },
    ]);
    expect(new Set(dataset.leftOut)).toEqual(
      new Set([
        { reason: "lateral view", rows: 1 },
        { reason: "view not given", rows: 1 },
        { reason: "oblique or other view", rows: 1 },
        { reason: "study without labels", rows: 1 },
      ]),
    );
  });

  test("labels are those of the study, by the policy", async () => {
    const dataset = await loadTree(mimicCxr, TREE);
    expect(recordOf(dataset, FIRST).anyFinding).toBe(0);
    expect(knownOf(recordOf(dataset, SECOND))).toEqual({ Consolidation: 1 });
    expect(knownOf(recordOf(dataset, THIRD))).toEqual({
      ...absent("Atelectasis"),
      Cardiomegaly: 1,
    });
    const ones = await loadTree(mimicCxr, TREE, { uncertain: "ones" });
    expect(knownOf(recordOf(ones, SECOND))).toEqual({ Consolidation: 1, Pneumonia: 1 });
  });

  test("NegBio's labels are taken where their table is named, or alone", async () => {
    const named = await loadTree(mimicCxr, TREE, {}, "mimic-cxr-2.0.0-negbio.csv.gz");
    expect(knownOf(recordOf(named, SECOND))).toEqual({ Consolidation: 1, Pneumonia: 1 });
    const { "mimic-cxr-2.0.0-chexpert.csv.gz": _, ...alone } = TREE;
    expect((await loadTree(mimicCxr, alone)).records).toEqual(named.records);
  });

  test("without the views nothing can be told apart, and it says which table is missing", async () => {
    const { "mimic-cxr-2.0.0-metadata.csv.gz": _, ...tree } = TREE;
    await expect(loadTree(mimicCxr, tree)).rejects.toMatchObject({
      code: "TABLE_NOT_FOUND",
      message: expect.stringContaining("mimic-cxr-2.0.0-metadata.csv"),
    });
  });

  test("an unknown side is refused", async () => {
    const tree = { ...TREE, "mimic-cxr-2.0.0-split.csv.gz": SPLIT.replace("validate", "valid") };
    await expect(loadTree(mimicCxr, tree)).rejects.toMatchObject({
      code: "ROW_MALFORMED",
      message:
        'row 4 of mimic-cxr-2.0.0-split.csv.gz: "valid" is not a side. It can be train, validate, test.',
    });
  });

  const { "mimic-cxr-2.0.0-metadata.csv.gz": _, ...others } = TREE;
  const plain = { ...others, "mimic-cxr-2.0.0-metadata.csv": METADATA };
  refusesBrokenTables("mimic-cxr", plain, "mimic-cxr-2.0.0-metadata.csv", "dicom_id");
});
