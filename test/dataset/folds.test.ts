import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patientFolds } from "../../src/dataset/index.ts";
import { FINDINGS } from "../../src/findings/index.ts";
import { recordOf } from "./record.ts";

/** Up to 60 radiographs of up to 20 patients, with at most three findings each. */
const records = fc
  .array(
    fc.record({ patient: fc.nat(19), findings: fc.subarray([...FINDINGS], { maxLength: 3 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((rows) =>
    rows.map(({ patient, findings }, index) => recordOf(`${index}.png`, `${patient}`, findings)),
  );
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("patientFolds", () => {
  test("keeps patients together, fills every fold, and repeats itself", () => {
    fc.assert(
      fc.property(records, seeds, fc.integer({ min: 2, max: 5 }), (rows, seed, wanted) => {
        const patients = new Set(rows.map(({ patientId }) => patientId)).size;
        fc.pre(patients >= wanted);
        const folds = patientFolds(rows, wanted, seed);
        expect(folds).toHaveLength(rows.length);
        const foldOfPatient = new Map(
          rows.map(({ patientId }, index) => [patientId, folds[index]]),
        );
        expect([...folds]).toEqual(rows.map(({ patientId }) => foldOfPatient.get(patientId)));
        expect(new Set(folds).size).toBe(wanted);
        expect(Math.max(...folds)).toBe(wanted - 1);
        expect(patientFolds(rows, wanted, seed)).toEqual(folds);
      }),
    );
  });

  test("does not depend on the order of the records", () => {
    fc.assert(
      fc.property(records, seeds, (rows, seed) => {
        fc.pre(new Set(rows.map(({ patientId }) => patientId)).size >= 3);
        const reversed = patientFolds(rows.toReversed(), 3, seed);
        expect(reversed.toReversed()).toEqual(patientFolds(rows, 3, seed));
      }),
    );
  });

  test("spreads the rarest finding evenly when each patient has one radiograph", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), seeds, (hernias, seed) => {
        const rows = Array.from({ length: 100 }, (_, index) =>
          recordOf(
            `${index}.png`,
            `${index}`,
            index < hernias ? ["Hernia"] : index < 60 ? ["Mass"] : [],
          ),
        );
        const folds = patientFolds(rows, 5, seed);
        for (const [from, to] of [
          [0, hernias],
          [hernias, 60],
          [0, 100],
        ]) {
          const counts = [0, 1, 2, 3, 4].map(
            (fold) => folds.slice(from, to).filter((other) => other === fold).length,
          );
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("other seeds give other folds", () => {
    const rows = Array.from({ length: 40 }, (_, index) => recordOf(`${index}.png`, `${index}`));
    expect(patientFolds(rows, 5, 1)).not.toEqual(patientFolds(rows, 5, 2));
  });

  test("takes unknown labels for absent", () => {
    const rows = [1, 2, 3].map((patient) => ({
      ...recordOf(`${patient}.png`, `${patient}`),
      labels: FINDINGS.map(() => Number.NaN),
    }));
    expect([...patientFolds(rows, 3, 0)].sort()).toEqual([0, 1, 2]);
  });

  test.each([1, 4, 2.5, Number.NaN])("refuses %s folds of three patients", (folds) => {
    const rows = [recordOf("a", "1"), recordOf("b", "2"), recordOf("c", "3")];
    expect(() => patientFolds(rows, folds, 0)).toThrow(/parts of 3 patients/);
  });
});
