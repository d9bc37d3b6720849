import { describe, expect, test } from "vitest";
import { DatasetError, labelsOf, readNihTable } from "../../src/dataset/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";

/** The headers that the provider has published, and one written by a tool that quotes. */
const HEADER_2020 =
  "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]";
const HEADER_2017 = `${HEADER_2020},`;
const HEADER_QUOTED =
  'Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Sex,View Position,"OriginalImage[Width,Height]","OriginalImagePixelSpacing[x,y]"';

const ROW = "00000001_001.png,Cardiomegaly|Emphysema,1,1,58,M,PA,2894,2729,0.143,0.143";

describe("readNihTable", () => {
  test("reads a row of the 2020 table", () => {
    const [record, ...others] = readNihTable(`${HEADER_2020}\n${ROW}\n`, "labels.csv");
    expect(others).toEqual([]);
    expect(record).toEqual({
      fileName: "00000001_001.png",
      patientId: "1",
      labels: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
      anyFinding: 1,
      view: "PA",
      sex: "M",
      age: 58,
    });
  });

  test.each([
    ["2017, with a comma at the end of each line", `${HEADER_2017}\n${ROW},`],
    ["quoted names over two columns each", `${HEADER_QUOTED}\n${ROW}`],
    [
      "quoted names and quoted pairs",
      `${HEADER_QUOTED}\n${ROW.replace("2894,2729,0.143,0.143", '"2894,2729","0.143,0.143"')}`,
    ],
    ["line ends of Windows and a byte order mark", `\uFEFF${HEADER_2020}\r\n${ROW}\r\n`],
    [
      "columns in another order",
      `Finding Labels,View Position,Patient Gender,Patient Age,Patient ID,Image Index\nCardiomegaly|Emphysema,PA,M,058Y,1,00000001_001.png`,
    ],
  ])("reads the layout: %s", (_, table) => {
    expect(readNihTable(table, "labels.csv")).toEqual(
      readNihTable(`${HEADER_2020}\n${ROW}`, "labels.csv"),
    );
  });

  test("No Finding means that all findings and any finding are absent", () => {
    const [record] = readNihTable(table(ROW.replace("Cardiomegaly|Emphysema", "No Finding")), "t");
    expect(record?.labels).toEqual(FINDINGS.map(() => 0));
    expect(record?.anyFinding).toBe(0);
  });

  test.each([
    ["058Y", 58],
    ["006M", 0],
    ["030M", 2],
    ["411", null],
    ["0", 0],
    ["", null],
  ])("reads the age %s as %s", (written, age) => {
    const [record] = readNihTable(table(ROW.replace(",58,", `,${written},`)), "t");
    expect(record?.age).toBe(age);
  });

  test("labelsOf takes one finding's column", () => {
    const records = readNihTable(
      table(ROW, ROW.replace("_001", "_002").replace("|Emphysema", "")),
      "t",
    );
    expect(labelsOf(records, "Emphysema")).toEqual(Float32Array.of(1, 0));
  });
});

describe("readNihTable refuses", () => {
  test("an unknown label, with its row and what was probably meant", () => {
    const rows = Array.from({ length: 4209 }, (_, index) => ROW.replace("_001", `_${index}`));
    const misspelt = ROW.replace("Cardiomegaly", "Cardiomegally");
    expectRefusal(
      table(...rows.map((row) => row.replace("00000001", "00000002")), misspelt),
      "LABEL_UNKNOWN",
      'row 4,211 of labels.csv: "Cardiomegally" is not a finding. Did you mean Cardiomegaly?',
    );
  });

  test("a label like none, with all that there are", () => {
    expectRefusal(
      table(ROW.replace("Emphysema", "Fracture")),
      "LABEL_UNKNOWN",
      "The labels are Atelectasis,",
    );
  });

  test.each([
    ["Pleural_thickening", "Pleural_Thickening"],
    ["Infiltrate", "Infiltration"],
    ["no finding", "No Finding"],
  ])("%s, meaning %s", (written, meant) => {
    expectRefusal(
      table(ROW.replace("Cardiomegaly|Emphysema", written)),
      "LABEL_UNKNOWN",
      `Did you mean ${meant}?`,
    );
  });

  test.each([
    [
      "a finding beside No Finding",
      ROW.replace("Emphysema", "No Finding"),
      "ROW_MALFORMED",
      "both",
    ],
    ["an empty label", ROW.replace("Cardiomegaly|Emphysema", ""), "LABEL_UNKNOWN", '""'],
    [
      "the same image again",
      `${ROW}\n${ROW}`,
      "IMAGE_DUPLICATE",
      'row 3 of labels.csv: "00000001_001.png" is in row 2 already',
    ],
    [
      "a row cut short",
      ROW.slice(0, 40),
      "ROW_MALFORMED",
      "row 2 of labels.csv: 3 cells where the header has 11",
    ],
    [
      "an empty file name",
      ROW.replace("00000001_001.png", ""),
      "ROW_MALFORMED",
      "file name is empty",
    ],
    ["an empty patient id", ROW.replace(",1,1,", ",1,,"), "ROW_MALFORMED", "patient id is empty"],
    ["an age that is none", ROW.replace(",58,", ",old,"), "ROW_MALFORMED", '"old" is not an age'],
    ["a sex that is none", ROW.replace(",M,", ",Q,"), "ROW_MALFORMED", '"Q" is not a sex'],
    ["a view that is none", ROW.replace(",PA,", ",LL,"), "ROW_MALFORMED", '"LL" is not a view'],
    ["a quote in the middle", ROW.replace("|", '"'), "TABLE_MALFORMED", "labels.csv"],
  ])("%s", (_, row, code, message) => {
    expectRefusal(table(row), code, message);
  });

  test("a table without a column that is needed", () => {
    expectRefusal(
      "Image Index;Finding Labels\n",
      "TABLE_MALFORMED",
      'no column "Image Index". Its columns are: Image Index;Finding Labels.',
    );
    expectRefusal("", "TABLE_MALFORMED", "empty");
  });
});

function table(...rows: string[]): string {
  return [HEADER_2020, ...rows].join("\n");
}

function expectRefusal(contents: string, code: string, message: string): void {
  const read = () => readNihTable(contents, "labels.csv");
  expect(read).toThrow(DatasetError);
  expect(read).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
}
