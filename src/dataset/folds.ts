import { FINDINGS } from "../findings/index.ts";
import { Random } from "../random.ts";
import { count, DatasetError } from "./errors.ts";
import type { RadiographRecord } from "./records.ts";

/**
 * Splits patients into `folds` equal folds for cross-validation and returns the fold of each record, from 0;
 * as `patientSides` does, with equal shares.
 *
 * @throws DatasetError `FOLDS_INVALID`.
 */
export function patientFolds(
  records: readonly RadiographRecord[],
  folds: number,
  seed: number,
): Uint32Array {
  const patients = groupByPatient(records);
  refuseFolds(folds, patients.length);
  return assign(records, patients, new Array<number>(folds).fill(1), seed);
}

/**
 * Splits patients into sides of given shares and returns the side of each record, from 0.
 *
 * A patient's radiographs stay together. Positives spread by the shares, rare findings first: iterative
 * stratification (Sechidis, Tsoumakas and Vlahavas, ECML PKDD 2011) with the patient as the unit. While
 * any patient with a finding is left, take the finding with the fewest positives left; put each of its
 * patients, those with most of its positives first, onto the side where most of it is wanting, then most
 * radiographs. Patients without findings fill up what is wanting, those with most radiographs
 * first. Patients never tie by chance of the input's order: they are sorted by id, then shuffled by the seed, so
 * the same records in another order get the same sides. Unknown labels count as absent here.
 *
 * @param shares Above 0 and in any unit: [7, 1, 2] and [0.7, 0.1, 0.2] are the same.
 * @throws DatasetError `FOLDS_INVALID`.
 */
export function patientSides(
  records: readonly RadiographRecord[],
  shares: readonly number[],
  seed: number,
): Uint32Array {
  const patients = groupByPatient(records);
  refuseFolds(shares.length, patients.length);
  if (!shares.every((share) => share > 0 && Number.isFinite(share))) {
    throw new DatasetError(
      "FOLDS_INVALID",
      `Shares of ${shares.join(", ")}: give numbers above 0, e.g. 0.7, 0.1 and 0.2.`,
      { shares },
    );
  }
  return assign(records, patients, shares, seed);
}

function assign(
  records: readonly RadiographRecord[],
  inOrder: readonly Patient[],
  shares: readonly number[],
  seed: number,
): Uint32Array {
  const patients = Random.fromSeed(seed).shuffle([...inOrder]);
  const all = emptyPatient("all");
  for (const { radiographs, positives } of patients) {
    all.radiographs += radiographs;
    addPositives(all.positives, positives);
  }
  const assignment = new Assignment(all, shares);

  let waiting = patients;
  for (;;) {
    const rarest = rarestFinding(waiting);
    if (rarest === null) break;
    const having = waiting.filter(({ positives }) => positivesOf(positives, rarest) > 0);
    waiting = waiting.filter(({ positives }) => positivesOf(positives, rarest) === 0);
    having.sort(
      (one, other) =>
        positivesOf(other.positives, rarest) - positivesOf(one.positives, rarest) ||
        other.radiographs - one.radiographs,
    );
    for (const patient of having) assignment.put(patient, rarest);
  }
  waiting.sort((one, other) => other.radiographs - one.radiographs);
  for (const patient of waiting) assignment.put(patient, null);

  return Uint32Array.from(records, ({ patientId }) => assignment.sideOf.get(patientId) ?? 0);
}

interface Patient {
  readonly id: string;
  radiographs: number;
  /** Positive radiographs of each finding. */
  readonly positives: number[];
}

/** In the order of their ids. */
function groupByPatient(records: readonly RadiographRecord[]): Patient[] {
  const patients = new Map<string, Patient>();
  for (const { patientId, labels } of records) {
    const patient = patients.get(patientId) ?? emptyPatient(patientId);
    patients.set(patientId, patient);
    patient.radiographs++;
    addPositives(patient.positives, labels);
  }
  return [...patients.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function emptyPatient(id: string): Patient {
  return { id, radiographs: 0, positives: FINDINGS.map(() => 0) };
}

/** Adds labels, or counts of them, finding by finding; NaN adds nothing. */
function addPositives(sums: number[], labels: readonly number[]): void {
  for (const [finding, label] of labels.entries()) {
    if (label > 0) sums[finding] = positivesOf(sums, finding) + label;
  }
}

function positivesOf(positives: readonly number[], finding: number): number {
  return positives[finding] ?? 0;
}

/** The position of the finding with the fewest positives, but at least one, among these patients. */
function rarestFinding(patients: readonly Patient[]): number | null {
  const sums = FINDINGS.map(() => 0);
  for (const { positives } of patients) addPositives(sums, positives);
  let rarest: number | null = null;
  for (const [finding, sum] of sums.entries()) {
    if (sum > 0 && (rarest === null || sum < positivesOf(sums, rarest))) rarest = finding;
  }
  return rarest;
}

/** Who is on which side so far. */
class Assignment {
  readonly sideOf = new Map<string, number>();
  readonly #all: Patient;
  readonly #sides: readonly { readonly contents: Patient; readonly share: number }[];

  /** @param all Everything that there is to put somewhere. */
  constructor(all: Patient, shares: readonly number[]) {
    const total = shares.reduce((sum, share) => sum + share, 0);
    this.#all = all;
    this.#sides = shares.map((share, side) => ({
      contents: emptyPatient(`side ${side}`),
      share: share / total,
    }));
  }

  /** Puts a patient where most of the finding, then of radiographs, is wanting (null: of radiographs alone); ties go to the first. */
  put(patient: Patient, finding: number | null): void {
    let best = 0;
    let most: readonly [number, number] | null = null;
    for (const [side, { contents, share }] of this.#sides.entries()) {
      const radiographs = share * this.#all.radiographs - contents.radiographs;
      const positives =
        finding === null
          ? 0
          : share * positivesOf(this.#all.positives, finding) -
            positivesOf(contents.positives, finding);
      if (most !== null && (positives - most[0] || radiographs - most[1]) <= 0) continue;
      [best, most] = [side, [positives, radiographs]];
    }
    const chosen = this.#sides[best]?.contents;
    if (chosen === undefined) return;
    chosen.radiographs += patient.radiographs;
    addPositives(chosen.positives, patient.positives);
    this.sideOf.set(patient.id, best);
  }
}

function refuseFolds(folds: number, patients: number): void {
  if (Number.isInteger(folds) && folds >= 2 && folds <= patients) return;
  throw new DatasetError(
    "FOLDS_INVALID",
    `${folds} parts of ${count(patients)} patients: give a whole number from 2 to the number of patients.`,
    { folds, patients },
  );
}
