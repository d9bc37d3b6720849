import { describe, expect, test } from "vitest";
import { datasetStatistics, type RadiographRecord } from "../../src/dataset/index.ts";
import { FINDINGS, type Finding } from "../../src/findings/index.ts";
import { recordOf } from "./record.ts";

const box = {
  fileName: "a.png",
  finding: "Mass" as const,
  top: 0,
  width: 1,
  height: 1,
  imageSize: null,
  reader: null,
};

function statisticsOf(records: readonly RadiographRecord[]) {
  return datasetStatistics({
    source: "made-up",
    patientsOf: "made-up",
    records,
    boxes: [
      { ...box, left: 0 },
      { ...box, left: 5 },
    ],
    officialSplits: [],
    leftOut: [{ reason: "lateral view", rows: 7 }],
  });
}

/** Four radiographs of three patients; the label of one is unknown, of another uncertain. */
const labels = (value: number) => FINDINGS.map((name) => (name === "Mass" ? value : 0));
const RECORDS: readonly RadiographRecord[] = [
  { ...recordOf("a.png", "1", ["Mass", "Hernia"]), age: 8, sex: "F" },
  { ...recordOf("b.png", "1", ["Mass"]), age: 9, sex: "F", view: "AP" },
  { ...recordOf("c.png", "2"), labels: labels(Number.NaN), age: 61 },
  { ...recordOf("d.png", "3"), labels: labels(0.6), view: null },
];

describe("the statistics of a data set", () => {
  const statistics = statisticsOf(RECORDS);
  const of = (wanted: Finding) => statistics.findings.find(({ finding }) => finding === wanted);

  test("count labels, and patients apart from radiographs", () => {
    expect(statistics.radiographs).toBe(4);
    expect(statistics.patients).toBe(3);
    expect(of("Mass")).toEqual({
      finding: "Mass",
      present: 2,
      absent: 0,
      uncertain: 1,
      unknown: 1,
      patients: 1,
      prevalence: 2.6 / 3,
    });
    expect(of("Hernia")).toMatchObject({ present: 1, absent: 3, prevalence: 0.25 });
    expect(statistics.anyFinding).toMatchObject({ present: 2, absent: 2 });
  });

  test("count findings that are present together", () => {
    const [mass, hernia] = [FINDINGS.indexOf("Mass"), FINDINGS.indexOf("Hernia")];
    expect(statistics.together[mass]?.[hernia]).toBe(1);
    expect(statistics.together[hernia]?.[mass]).toBe(1);
    expect(statistics.together[mass]?.[mass]).toBe(2);
    expect(statistics.together.flat().reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  test("count views, sexes, ages, boxes and what was left out", () => {
    expect(statistics.views).toEqual([
      { value: "PA", radiographs: 2 },
      { value: "AP", radiographs: 1 },
      { value: null, radiographs: 1 },
    ]);
    expect(statistics.sexes[0]).toEqual({ value: "F", radiographs: 2 });
    expect(statistics.ages).toEqual({
      known: 3,
      unknown: 1,
      quartiles: [8.5, 9, 35],
      youngest: 8,
      oldest: 61,
      decades: [2, 0, 0, 0, 0, 0, 1].map((radiographs, decade) => ({
        from: 10 * decade,
        radiographs,
      })),
    });
    expect(statistics.boxes).toEqual([{ finding: "Mass", boxes: 2 }]);
    expect(statistics.leftOut).toEqual([{ reason: "lateral view", rows: 7 }]);
  });

  test("count radiographs per patient", () => {
    expect(statistics.radiographsPerPatient).toEqual({
      mean: 4 / 3,
      median: 1,
      most: 2,
      counts: [
        { radiographs: 1, patients: 2 },
        { radiographs: 2, patients: 1 },
      ],
    });
  });

  test("of nothing are nothing", () => {
    const none = statisticsOf([]);
    expect(none).toMatchObject({ radiographs: 0, patients: 0 });
    expect(none.anyFinding.prevalence).toBeNull();
    expect(none.ages.quartiles).toBeNull();
    expect(none.radiographsPerPatient).toEqual({ mean: 0, median: 0, most: 0, counts: [] });
  });
});
