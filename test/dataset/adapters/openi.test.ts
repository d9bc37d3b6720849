import { describe, expect, test } from "vitest";
import { openi } from "../../../src/dataset/adapters/openi.node.ts";
import {
  absentExcept,
  knownOf,
  loadTree,
  recordOf,
  refusesBrokenTables,
  type Tree,
} from "./tree.ts";

/** The columns of the two tables; terms in the manner of the collection's MeSH indexing. */
const REPORTS = `uid,MeSH,Problems,image,indication,comparison,findings,impression
1,normal,normal,Xray Chest PA and Lateral,Positive TB test,None.,"The cardiac silhouette and mediastinum size are within normal limits.",Normal chest x-XXXX.
2,Cardiomegaly/borderline;Pulmonary Artery/enlarged,Cardiomegaly;Pulmonary Artery,"Chest, 2 views",Preop,None.,Borderline cardiomegaly.,No acute.
3,Thickening/pleura/apex/bilateral;Pulmonary Atelectasis/base/left/mild,Thickening;Pulmonary Atelectasis,PA,,,,
4,"Thickening/fissure;Catheters, Indwelling/right","Thickening;Catheters, Indwelling",PA,,,,
5,No Indexing,No Indexing,PA,,,,
6,Technical Quality of Image Unsatisfactory ,Technical Quality of Image Unsatisfactory ,PA,,,,
7,"Implanted Medical Device/left","Implanted Medical Device",PA,,,,
8,"Hernia, Hiatal/large;Hydropneumothorax/left","Hernia, Hiatal;Hydropneumothorax",PA,,,,
`;
const PROJECTIONS = `uid,filename,projection
1,1_IM-0001-4001.dcm.png,Frontal
1,1_IM-0001-3001.dcm.png,Lateral
2,2_IM-0652-1001.dcm.png,Frontal
3,3_IM-1384-1001.dcm.png,Frontal
4,4_IM-2050-1001.dcm.png,Frontal
5,5_IM-2117-1003002.dcm.png,Frontal
6,6_IM-2192-1001.dcm.png,Frontal
7,7_IM-2263-1001.dcm.png,Frontal
8,8_IM-2333-1001.dcm.png,Frontal
9,9_IM-2407-1001.dcm.png,Frontal
`;
const TREE: Tree = { "indiana_reports.csv": REPORTS, "indiana_projections.csv": PROJECTIONS };

describe("Open-i", () => {
  test("reads the MeSH terms of frontal images", async () => {
    const dataset = await loadTree(openi, TREE);
    const known = dataset.records.map((record) => knownOf(record));
    expect(known).toEqual([
      absentExcept(),
      { ...absentExcept(), Cardiomegaly: 1 },
      { ...absentExcept(), Pleural_Thickening: 1, Atelectasis: 1 },
      absentExcept(),
      absentExcept(),
      { ...absentExcept(), Hernia: 1, Effusion: 1, Pneumothorax: 1 },
    ]);
    expect(dataset.records.map(({ anyFinding }) => anyFinding)).toEqual([0, 1, 1, 1, 0, 1]);
    expect(recordOf(dataset, "2_IM-0652-1001.dcm.png").patientId).toBe("2");
  });

  test("leaves out laterals and what can't be used, and counts it", async () => {
    const { leftOut } = await loadTree(openi, TREE);
    expect(new Set(leftOut)).toEqual(
      new Set([
        { reason: "lateral view", rows: 1 },
        { reason: "not indexed", rows: 1 },
        { reason: "image of unsatisfactory quality", rows: 1 },
        { reason: "no report", rows: 1 },
      ]),
    );
  });

  test("says which table is missing", async () => {
    await expect(loadTree(openi, { "indiana_reports.csv": REPORTS })).rejects.toMatchObject({
      code: "TABLE_NOT_FOUND",
      message: expect.stringContaining("indiana_projections.csv"),
    });
  });

  test("an unknown projection is refused", async () => {
    const tree = { ...TREE, "indiana_projections.csv": PROJECTIONS.replace("Frontal", "Front") };
    await expect(loadTree(openi, tree)).rejects.toThrow(
      'row 2 of indiana_projections.csv: "Front" is not a projection. It can be Frontal or Lateral.',
    );
  });

  refusesBrokenTables("openi", TREE, "indiana_projections.csv", "filename");
});
