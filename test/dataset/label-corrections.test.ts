import { describe, expect, test } from "vitest";
import {
  applyCorrections,
  correctionsTable,
  DatasetError,
  parseCorrections,
  type RadiographRecord,
} from "../../src/dataset/index.ts";
import { FINDINGS, type Finding } from "../../src/findings/index.ts";

const record = (fileName: string, present: readonly Finding[], anyFinding?: number) => ({
  fileName,
  patientId: fileName,
  labels: FINDINGS.map((finding) => (present.includes(finding) ? 1 : 0)),
  anyFinding: anyFinding ?? (present.length > 0 ? 1 : 0),
  view: null,
  sex: null,
  age: null,
});
const RECORDS: readonly RadiographRecord[] = [
  record("a.png", []),
  record("b.png", ["Effusion"]),
  record("c.png", ["Mass", "Nodule"]),
  record("d.png", [], 1),
];
const ANY = FINDINGS.length;
const at = (finding: Finding) => FINDINGS.indexOf(finding);
const taught = (table: string) =>
  applyCorrections(RECORDS, parseCorrections(`file,finding,label,weight\n${table}`, "fixed.csv"));

describe("corrections of labels", () => {
  test("change the labels that they name, and no others", () => {
    const { rows, weights } = taught("a.png,Hernia,present,\nc.png,Mass,unknown,\n");
    expect(weights).toBeNull();
    expect(rows[0]?.[at("Hernia")]).toBe(1);
    expect(rows[2]?.[at("Mass")]).toBeNaN();
    const changed = rows.flatMap((labels, row) =>
      FINDINGS.filter((_, column) => labels[column] !== RECORDS[row]?.labels[column]),
    );
    expect(changed).toEqual(["Hernia", "Mass"]);
  });

  test.each([
    ["a finding that was overlooked makes it abnormal", "a.png,Hernia,present,", 0, 1],
    ["the only finding taken back makes it normal", "b.png,Effusion,absent,", 1, 0],
    ["the only finding in doubt leaves it open", "b.png,Effusion,unknown,", 1, Number.NaN],
    ["another finding is still there", "c.png,Mass,absent,", 2, 1],
    ["abnormal without any finding it stays", "d.png,Mass,absent,", 3, 1],
  ])("any finding follows: %s", (_, table, row, expected) => {
    expect(taught(table).rows[row]?.[ANY]).toBe(expected);
  });

  test("weigh labels that they leave as they are", () => {
    const { rows, weights } = taught("b.png,Effusion,,0.25\n");
    expect(rows[1]?.[at("Effusion")]).toBe(1);
    expect(weights?.[1]?.[at("Effusion")]).toBe(0.25);
    expect(weights?.flatMap((row) => [...row]).filter((weight) => weight !== 1)).toEqual([0.25]);
  });

  test("come back from the table that they are written to", () => {
    const corrections = [
      { fileName: 'odd, "name".png', finding: "Mass", label: 1, weight: 1 },
      { fileName: "b.png", finding: "Mass", label: 0, weight: 0.5 },
      { fileName: "b.png", finding: "Nodule", label: Number.NaN, weight: 1 },
      { fileName: "b.png", finding: "Hernia", label: null, weight: 0 },
    ] as const;
    expect(parseCorrections(correctionsTable(corrections), "again.csv")).toEqual(corrections);
  });

  test.each([
    [
      "a finding that is none",
      "a.png,Fracture,present,",
      "LABEL_UNKNOWN",
      /row 2 of fixed.csv: "Fracture"/,
    ],
    ["a label that is none", "a.png,Mass,maybe,", "ROW_MALFORMED", /label "maybe"/],
    ["a weight above 1", "a.png,Mass,,2", "ROW_MALFORMED", /weight "2"/],
    ["a weight that is no number", "a.png,Mass,,half", "ROW_MALFORMED", /weight "half"/],
    ["the same twice", "a.png,Mass,present,\na.png,Mass,absent,", "ROW_MALFORMED", /row 3 .*twice/],
    ["a radiograph of elsewhere", "z.png,Mass,present,", "IMAGE_UNLABELLED", /"?z.png/],
  ])("refuse %s", (_, table, code, message) => {
    const refused = () => taught(table);
    expect(refused).toThrow(DatasetError);
    expect(refused).toThrow(message);
    expect(refused).toThrow(expect.objectContaining({ code }));
  });
});
