import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import {
  CSV_HEADER,
  heatmapsToNpy,
  readingToCsv,
  readingToJson,
  refusalToCsv,
  refusalToJson,
} from "../../src/reading/index.ts";
import { exampleReading } from "./example-reading.ts";

/** File names as bad as people make them. */
const fileName = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1 }),
  fc.constantFrom('a "b", c.png', "two\nlines.png", "carriage\rreturn", '"', ",", "=1+1", " "),
);
const refusal = (file: string) => ({
  file,
  error: { code: "NOT_AN_IMAGE", message: 'It, "is" none.\n' },
});

describe("a reading as JSON", () => {
  test("is one line with everything but the heatmaps, in the documented order", () => {
    const reading = exampleReading();
    fc.assert(
      fc.property(fileName, (file) => {
        const line = readingToJson(file, reading);
        expect(line).not.toMatch(/[\r\n]/);
        const { heatmaps: _, ...rest } = reading;
        expect(JSON.parse(line)).toEqual({ file, ...rest });
        expect(Object.keys(JSON.parse(line))).toEqual([
          "file",
          "model",
          "radiograph",
          "findings",
          "abnormal",
          "abnormalInterval",
        ]);
      }),
    );
  });

  test("of a refused file has the code and the reason in its place", () => {
    fc.assert(
      fc.property(fileName, (file) => {
        const line = refusalToJson(refusal(file));
        expect(line).not.toMatch(/[\r\n]/);
        expect(JSON.parse(line)).toEqual(refusal(file));
      }),
    );
  });
});

describe("a table of readings", () => {
  test("begins with the names that the documentation gives", () => {
    expect(CSV_HEADER).toBe(
      "file,Atelectasis,Cardiomegaly,Effusion,Infiltration,Mass,Nodule,Pneumonia,Pneumothorax,Consolidation,Edema,Emphysema,Fibrosis,Pleural_Thickening,Hernia,abnormal,error\n",
    );
  });

  test("comes back through another reader, whatever the files are called", () => {
    const reading = exampleReading();
    fc.assert(
      fc.property(fileName, fileName, (good, bad) => {
        const table = CSV_HEADER + readingToCsv(good, reading) + refusalToCsv(refusal(bad));
        const rows: unknown = parse(table, { columns: true, record_delimiter: "\n" });
        const probabilities = FINDINGS.map((finding, index) => [
          finding,
          String(reading.findings[index]?.probability),
        ]);
        expect(rows).toEqual([
          { file: good, ...Object.fromEntries(probabilities), abnormal: "0.63", error: "" },
          {
            file: bad,
            ...Object.fromEntries(FINDINGS.map((finding) => [finding, ""])),
            abnormal: "",
            error: "NOT_AN_IMAGE",
          },
        ]);
      }),
    );
  });

  test("quotes only where it must", () => {
    const row = (file: string) => refusalToCsv(refusal(file)).split(",,")[0];
    expect(row("plain name.png")).toBe("plain name.png");
    expect(row("a,b")).toBe('"a,b"');
    expect(row('a "b"')).toBe('"a ""b"""');
    expect(row("a\nb")).toBe('"a\nb"');
  });
});

describe("heatmaps as NumPy's file", () => {
  test("are laid out as the format says", () => {
    const { heatmaps } = exampleReading();
    const file = heatmapsToNpy(heatmaps);
    expect(Buffer.from(file.subarray(0, 8)).toString("latin1")).toBe("\x93NUMPY\x01\x00");
    const length = new DataView(file.buffer).getUint16(8, true);
    expect((10 + length) % 64).toBe(0);
    const header = new TextDecoder().decode(file.subarray(10, 10 + length));
    expect(header).toMatch(
      /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(14, 2, 3\), \} *\n$/,
    );
    expect(new Float32Array(file.slice(10 + length).buffer)).toEqual(heatmaps.data);
  });
});
