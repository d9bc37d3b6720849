import { describe, expect, it } from "vitest";
import { type DicomAttributes, parsePart10, readAttributes } from "../../src/dicom/index.ts";
import { requireForPresentation, viewOf, whyNotChest } from "../../src/radiograph/chest.ts";
import { makeDicom } from "../dicom/make-dicom.ts";

const CHEST = readAttributes(parsePart10(makeDicom()));

/** The remarks on attributes, or the code by which they are refused. */
function judge(attributes: Partial<DicomAttributes>): readonly string[] | string {
  const remarks: string[] = [];
  try {
    const reason = whyNotChest({ ...CHEST, ...attributes }, remarks);
    if (reason !== null) throw reason;
    requireForPresentation({ ...CHEST, ...attributes });
    return remarks;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "?";
  }
}

describe("what a file says of itself", () => {
  it.each(["CR", "DX", "DR", "RG", "dx"])("accepts modality %s", (modality) => {
    expect(judge({ modality })).toEqual([]);
  });

  it.each(["CT", "MR", "MG", "RF", "XA", "OT", "SC", "PX"])("refuses modality %s", (modality) => {
    expect(judge({ modality })).toBe("NOT_A_CHEST_RADIOGRAPH");
  });

  it("accepts an absent modality with a remark, as VinDr-CXR's files lack it", () => {
    expect(judge({ modality: null })).toEqual([
      "Modality is not given (0008,0060); taken to be radiography.",
    ]);
    expect(judge({ modality: null, bodyPart: "HAND" })).toBe("NOT_A_CHEST_RADIOGRAPH");
  });

  it.each(["CHEST", "chest", "Thorax", "LUNG", "CHEST PA", "CHEST_AP", "PORTABLE CHEST", "TÓRAX"])(
    "accepts body part %s",
    (bodyPart) => {
      expect(judge({ bodyPart })).toEqual([]);
    },
  );

  it.each(["HAND", "ABDOMEN", "CHESTABDOMEN", "CHEST ABDOMEN", "PA", "TSPINE", "CHEST LAT"])(
    "refuses body part %s",
    (bodyPart) => {
      expect(judge({ bodyPart })).toBe("NOT_A_CHEST_RADIOGRAPH");
    },
  );

  it("accepts an absent body part with a remark", () => {
    expect(judge({ bodyPart: null })).toEqual([
      "Body part is not given (0018,0015); taken to be the chest.",
    ]);
  });

  it.each(["LL", "RL", "LATERAL"])(
    "refuses view %s, with or without a body part",
    (viewPosition) => {
      expect(judge({ viewPosition })).toBe("NOT_A_CHEST_RADIOGRAPH");
      expect(judge({ viewPosition, bodyPart: null })).toBe("NOT_A_CHEST_RADIOGRAPH");
    },
  );

  it.each<[string, Partial<DicomAttributes>]>([
    ["view code left lateral", { viewCode: "399173006" }],
    ["view code lateral in SNOMED RT", { viewCode: "R-102CD" }],
    [
      "view code with other value but meaning lateral",
      { viewCode: "X", viewMeaning: "Left lateral" },
    ],
    ["view code right anterior oblique", { viewCode: "399356000" }],
    ["rows that lead to the front", { patientOrientation: ["A", "F"] }],
    ["rows that lead to the back and left", { patientOrientation: ["PL", "F"] }],
    ["view position left lateral oblique", { viewPosition: "LLO" }],
  ])("refuses %s though nothing else says lateral", (_, attributes) => {
    expect(judge({ viewPosition: null, ...attributes })).toBe("NOT_A_CHEST_RADIOGRAPH");
  });

  it.each<[string, Partial<DicomAttributes>]>([
    ["rows that lead to the left", { patientOrientation: ["L", "F"] }],
    ["rows that lead to the right and front", { patientOrientation: ["RA", "FA"] }],
    ["a view position in the wrong attribute", { patientOrientation: ["PA"] }],
    ["view code postero-anterior", { viewCode: "272479007", viewMeaning: "postero-anterior" }],
  ])("accepts %s", (_, attributes) => {
    expect(judge(attributes)).toEqual([]);
  });

  it("refuses raw detector values", () => {
    expect(judge({ presentationIntent: "FOR PROCESSING" })).toBe("UNSUPPORTED_ENCODING");
    expect(judge({ presentationIntent: "FOR PRESENTATION" })).toEqual([]);
  });
});

describe("viewOf", () => {
  it("falls back on the view code", () => {
    expect(viewOf({ ...CHEST, viewPosition: null, viewCode: "399348003" })).toBe("AP");
    expect(viewOf({ ...CHEST, viewPosition: "PA", viewCode: "399348003" })).toBe("PA");
  });

  it.each([
    ["PA", "PA"],
    ["ap", "AP"],
    ["AP SUPINE", "AP"],
    ["", null],
    [null, null],
    ["XX", null],
  ])("%s is %s", (viewPosition, view) => {
    expect(viewOf({ ...CHEST, viewPosition })).toBe(view);
  });
});
