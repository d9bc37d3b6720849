import { describe, expect, it } from "vitest";
import {
  CONDITIONS,
  drawCondition,
  prevalenceOf,
} from "../../../src/dataset/generated/condition.ts";
import {
  type GeneratedSettings,
  type PlannedRadiograph,
  planRadiographs,
} from "../../../src/dataset/generated/index.node.ts";
import { refusePatientOverlap } from "../../../src/dataset/index.ts";
import { FINDINGS } from "../../../src/findings/index.ts";
import { SHOWN_FINDINGS } from "../../../src/phantom/index.ts";
import { Random } from "../../../src/random.ts";

const SETTINGS: GeneratedSettings = { seed: 3, patients: 40, heldOutPatients: 15, size: 64 };

const many = planRadiographs({ ...SETTINGS, patients: 1500, heldOutPatients: 0 });
/** One radiograph of each patient: those of a patient are not independent. */
const firsts = many.filter((_, index) => index % 2 === 0);
const seconds = many.filter((_, index) => index % 2 === 1);

/** A share that a fair draw misses once in 100,000 times: 4.4 standard errors of a binomial share. */
function tolerance(share: number, trials: number): number {
  return 4.4 * Math.sqrt((share * (1 - share)) / trials);
}

function shareOf(planned: readonly PlannedRadiograph[], finding: string): number {
  const index = (FINDINGS as readonly string[]).indexOf(finding);
  return planned.filter(({ record }) => record.labels[index] === 1).length / planned.length;
}

describe("planRadiographs", () => {
  it("gives the same plan for the same seed and another for another", () => {
    expect(planRadiographs(SETTINGS)).toEqual(planRadiographs(SETTINGS));
    const other = planRadiographs({ ...SETTINGS, seed: 4 });
    expect(other.map(({ chest }) => chest.seed)).not.toEqual(
      planRadiographs(SETTINGS).map(({ chest }) => chest.seed),
    );
  });

  it("begins with the patients of a smaller plan", () => {
    const small = planRadiographs(SETTINGS);
    const large = planRadiographs({ ...SETTINGS, patients: 60 }).slice(0, small.length);
    expect(large.map(({ chest, record }) => [chest, record])).toEqual(
      small.map(({ chest, record }) => [chest, record]),
    );
  });

  it("holds out the last patients, whole", () => {
    const planned = planRadiographs(SETTINGS);
    const recordsOf = (heldOut: boolean) =>
      planned.filter(({ isHeldOut }) => isHeldOut === heldOut).map(({ record }) => record);
    const [train, heldOut] = [recordsOf(false), recordsOf(true)];
    expect(new Set(train.map(({ patientId }) => patientId)).size).toBe(SETTINGS.patients);
    expect(new Set(heldOut.map(({ patientId }) => patientId)).size).toBe(SETTINGS.heldOutPatients);
    expect(() => refusePatientOverlap({ train, heldOut })).not.toThrow();
    expect(new Set(planned.map(({ record }) => record.fileName)).size).toBe(planned.length);
  });

  it("labels what is drawn and nothing else", () => {
    for (const { record, lesions } of many) {
      const drawn: ReadonlySet<string> = new Set(lesions.map(({ finding }) => finding));
      expect(record.labels).toEqual(FINDINGS.map((finding) => (drawn.has(finding) ? 1 : 0)));
      expect(record.anyFinding).toBe(lesions.length > 0 ? 1 : 0);
    }
  });

  it.each(SHOWN_FINDINGS)(
    "shows %s as often as its conditions say, at both examinations",
    (finding) => {
      const expected = prevalenceOf(finding);
      expect(expected).toBeGreaterThanOrEqual(0.1);
      expect(expected).toBeLessThanOrEqual(0.25);
      for (const planned of [firsts, seconds]) {
        const off = Math.abs(shareOf(planned, finding) - expected);
        expect(off).toBeLessThan(tolerance(expected, planned.length));
      }
    },
  );

  it("leaves about two fifths without a finding", () => {
    const normal = firsts.filter(({ record }) => record.anyFinding === 0).length / firsts.length;
    expect(normal).toBeGreaterThan(0.35);
    expect(normal).toBeLessThan(0.48);
  });

  it("lets findings of one condition occur together, beyond chance", () => {
    const both = (one: string, other: string) =>
      firsts.filter(({ lesions }) =>
        [one, other].every((name) => lesions.some(({ finding }) => finding === name)),
      ).length / firsts.length;
    expect(both("Cardiomegaly", "Edema")).toBeGreaterThan(
      2 * prevalenceOf("Cardiomegaly") * prevalenceOf("Edema"),
    );
  });

  it("takes bedside views without regard to what they show", () => {
    const bedsideShare = (planned: readonly PlannedRadiograph[]) =>
      planned.filter(({ record }) => record.view === "AP").length / planned.length;
    const ill = many.filter(({ record }) => record.anyFinding === 1);
    const well = many.filter(({ record }) => record.anyFinding === 0);
    for (const group of [ill, well]) {
      expect(Math.abs(bedsideShare(group) - 0.25)).toBeLessThan(tolerance(0.25, group.length));
    }
  });

  it("keeps a patient's body, but not breath and exposure, from one examination to the next", () => {
    for (const [index, first] of firsts.slice(0, 50).entries()) {
      const second = seconds[index] as PlannedRadiograph;
      expect(second.record.patientId).toBe(first.record.patientId);
      expect(second.chest.seed).toBe(first.chest.seed);
      for (const part of ["sex", "age", "stature", "thoraxWidth", "scoliosis"] as const) {
        expect(second.chest.anatomy[part]).toBe(first.chest.anatomy[part]);
      }
      expect(second.chest.exposure).not.toEqual(first.chest.exposure);
    }
  });

  it("varies strength: faint lesions and plain ones", () => {
    const heights = many.flatMap(({ lesions }) =>
      lesions.flatMap((lesion) => (lesion.finding === "Effusion" ? [lesion.height] : [])),
    );
    expect(Math.min(...heights)).toBeLessThan(35);
    expect(Math.max(...heights)).toBeGreaterThan(90);
  });

  it.each([
    ["seed", -1],
    ["seed", 2 ** 32],
    ["patients", 0],
    ["heldOutPatients", 1.5],
    ["size", 63],
    ["size", Number.NaN],
  ])("refuses %s %d", (name, value) => {
    expect(() => planRadiographs({ ...SETTINGS, [name]: value })).toThrow(
      expect.objectContaining({ code: "GENERATED_INVALID", fields: { name, value } }),
    );
  });
});

describe("conditions", () => {
  it("share out all patients", () => {
    expect(CONDITIONS.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const random = Random.fromSeed(1);
    const drawn = Array.from({ length: 5000 }, () => drawCondition(random).name);
    for (const { name, share } of CONDITIONS) {
      const found = drawn.filter((one) => one === name).length / drawn.length;
      expect(Math.abs(found - share)).toBeLessThan(tolerance(share, drawn.length));
    }
  });
});
