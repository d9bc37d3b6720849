import { describe, expect, test } from "vitest";
import { padchest } from "../../../src/dataset/adapters/padchest.node.ts";
import { PADCHEST_LABELS } from "../../../src/dataset/adapters/padchest-labels.ts";
import { isFinding } from "../../../src/findings/index.ts";
import {
  absentExcept,
  knownOf,
  loadTree,
  recordOf,
  refusesBrokenTables,
  type Tree,
} from "./tree.ts";

const TABLE = "PADCHEST_chest_x_ray_images_labels_160K_01.02.19.csv";

/** The columns of the provider's readme, fewer of DICOM's; pandas wrote an index before them. */
const HEADER =
  ",ImageID,ImageDir,StudyDate_DICOM,StudyID,PatientID,PatientBirth,PatientSex_DICOM,ViewPosition_DICOM,Projection,MethodProjection,Pediatric,ReportID,Report,MethodLabel,Labels,Localizations,LabelsLocalizationsBySentence,labelCUIS,LocalizationsCUIS";

let index = 0;
function row(
  image: string,
  labels: string,
  {
    projection = "PA",
    patient = "839860488694292331637988235681460987",
    born = "1930.0",
    sex = "F",
  } = {},
): string {
  const report = '"sin hallazg , patolog  . "';
  return `${index++},${image},0,20140915,2014,${patient},${born},${sex},POSTEROANTERIOR,${projection},Manual review of DICOM fields,No,4765777,${report},Physician,${labels},"['loc basal', 'loc right']","['x']",['C0034069'],[]`;
}

const ROWS = [
  row(
    "a.png",
    "\"['pulmonary fibrosis', ' chronic changes', 'kyphosis', 'pseudonodule', 'ground glass pattern']\"",
  ),
  row("normal.png", "['normal']", { projection: "AP_horizontal", sex: "M" }),
  row("same.png", "\"['unchanged', 'pleural effusion']\""),
  row("lateral.png", "['normal']", { projection: "L" }),
  row("ribs.png", "['normal']", { projection: "COSTAL" }),
  row("bad.png", "['exclude']"),
  row("poor.png", "['suboptimal study']"),
  row("none.png", ""),
  row("empty.png", "['']"),
  row("unknown.png", "['normal']", { projection: "UNK" }),
  row(
    "child.png",
    "\"['laminar atelectasis', 'hydropneumothorax', 'calcified pleural thickening']\"",
    { born: "" },
  ),
  row(
    "deep.png",
    "\"['air bronchogram', 'hiatal hernia', 'multiple nodules', 'mediastinal mass']\"",
  ),
  row("device.png", "\"['pacemaker', 'sternotomy', 'NSG tube']\"", { sex: "O" }),
  row("double.png", '"[""subcutaneous emphysema""]"'),
  row("216840111366964012819207061112010307142602253_04-014-084.png", "['normal']"),
];
const TREE: Tree = { [TABLE]: `${[HEADER, ...ROWS].join("\n")}\n`, "0/a.png": "" };

describe("PadChest", () => {
  test("keeps usable frontal radiographs, and counts the others by reason", async () => {
    const dataset = await loadTree(padchest, TREE);
    expect(dataset.records.map(({ fileName }) => fileName)).toEqual([
      ...["a.png", "normal.png", "same.png", "child.png", "deep.png", "device.png", "double.png"],
    ]);
    const reasons = dataset.leftOut.map(({ reason, rows }) => `${reason}: ${rows}`);
    expect(reasons.sort()).toEqual([
      "excluded by the provider: 1",
      "image file known to be damaged: 1",
      "lateral view: 1",
      "no labels: 2",
      "suboptimal study: 1",
      "view not given: 1",
      "view of the ribs: 1",
    ]);
  });

  test("reads who and how", async () => {
    const dataset = await loadTree(padchest, TREE);
    expect(recordOf(dataset, "a.png")).toMatchObject({
      patientId: "839860488694292331637988235681460987",
      view: "PA",
      sex: "F",
      age: 84,
    });
    expect(recordOf(dataset, "normal.png")).toMatchObject({ view: "AP", sex: "M", anyFinding: 0 });
    expect(recordOf(dataset, "child.png").age).toBeNull();
    expect(recordOf(dataset, "device.png").sex).toBeNull();
  });

  /** By the tree of labels in the paper, figures 4 and 5. */
  test("children count as their parents, whatever their depth", async () => {
    const dataset = await loadTree(padchest, TREE);
    expect(knownOf(recordOf(dataset, "a.png"))).toEqual({
      ...absentExcept(),
      Fibrosis: 1,
      Infiltration: 1,
    });
    expect(knownOf(recordOf(dataset, "child.png"))).toEqual({
      ...absentExcept(),
      Atelectasis: 1,
      Effusion: 1,
      Pneumothorax: 1,
      Pleural_Thickening: 1,
    });
    expect(knownOf(recordOf(dataset, "deep.png"))).toEqual({
      ...absentExcept(),
      Consolidation: 1,
      Infiltration: 1,
      Hernia: 1,
      Nodule: 1,
      Mass: 1,
    });
  });

  test("a pseudonodule is no nodule, subcutaneous emphysema no emphysema", async () => {
    const dataset = await loadTree(padchest, TREE);
    expect(knownOf(recordOf(dataset, "a.png")).Nodule).toBe(0);
    expect(knownOf(recordOf(dataset, "double.png"))).toEqual(absentExcept());
    expect(recordOf(dataset, "double.png").anyFinding).toBe(1);
  });

  test("what an unchanged image doesn't name is unknown; devices are nothing abnormal", async () => {
    const dataset = await loadTree(padchest, TREE);
    expect(knownOf(recordOf(dataset, "same.png"))).toEqual({ Effusion: 1 });
    expect(knownOf(recordOf(dataset, "device.png"))).toEqual(absentExcept());
    expect(recordOf(dataset, "device.png").anyFinding).toBe(0);
  });

  test("the map has all labels of the paper's list, and each finding at least once", () => {
    const names = Object.keys(PADCHEST_LABELS);
    // 174 radiographic findings and 19 differential diagnoses, by the paper; some were never given to an image.
    expect(names.length).toBeGreaterThan(180);
    const findings = Object.values(PADCHEST_LABELS).flatMap((meaning) =>
      "findings" in meaning ? meaning.findings : [],
    );
    expect(new Set(findings).size).toBe(14);
    expect(findings.every(isFinding)).toBe(true);
  });

  test.each([
    ["['normal']", "['nomal']", "LABEL_UNKNOWN", '"nomal" is not a finding. Did you mean normal?'],
    ["['normal']", "['toString']", "LABEL_UNKNOWN", '"toString" is not a finding'],
    ["['normal']", "normal", "ROW_MALFORMED", "normal is not a list of labels such as ['normal']"],
    ["AP_horizontal", "AP_vertical", "ROW_MALFORMED", '"AP_vertical" is not a projection'],
  ])("%s as %s is refused", async (from, to, code, message) => {
    const table = String(TREE[TABLE]).replace(from, to);
    await expect(loadTree(padchest, { [TABLE]: table })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`row 3 of ${TABLE}: ${message}`),
    });
  });

  test("a list that never ends is refused in no time", async () => {
    const endless = `"[${"'normal' ".repeat(20_000)}"`;
    const table = [HEADER, row("a.png", endless)].join("\n");
    const start = performance.now();
    await expect(loadTree(padchest, { [TABLE]: table })).rejects.toMatchObject({
      code: "ROW_MALFORMED",
    });
    expect(performance.now() - start).toBeLessThan(5000);
  });

  refusesBrokenTables(
    "padchest",
    { [TABLE]: [HEADER, ...ROWS.slice(0, 3)].join("\n") },
    TABLE,
    "ImageID",
  );
});
