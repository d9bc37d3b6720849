import { FINDINGS } from "../findings/index.ts";
import { Random } from "../random.ts";
import { count, DatasetError } from "./errors.ts";
import type { RadiographRecord } from "./records.ts";

/**
 * Splits patients into `folds` folds for cross-validation and returns the fold of each record, from 0.
 *
 * A patient's radiographs stay together. Positives spread evenly, rare findings first: iterative
 * stratification (Sechidis, Tsoumakas and Vlahavas, ECML PKDD 2011) with the patient as the unit. While
 * any patient with a finding is left, take the finding with the fewest positives left; put each of its
 * patients, those with most of its positives first, into the fold that has the fewest of it, then the fewest
 * radiographs. Patients without findings fill up the smallest folds, those with most radiographs first.
 * Patients never tie by chance of the input's order: they are sorted by id, then shuffled by the seed, so
 * the same records in another order get the same folds. Unknown labels count as absent here.
 */
export function patientFolds(
  records: readonly RadiographRecord[],
  folds: number,
  seed: number,
): Uint32Array {
  const patients = Random.fromSeed(seed).shuffle(groupByPatient(records));
  refuseFolds(folds, patients.length);
  const assignment = new Assignment(folds);

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

  return Uint32Array.from(records, ({ patientId }) => assignment.foldOf.get(patientId) ?? 0);
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

/** Who is in which fold so far. */
class Assignment {
  readonly foldOf = new Map<string, number>();
  readonly #folds: Patient[];

  constructor(folds: number) {
    this.#folds = Array.from({ length: folds }, (_, fold) => emptyPatient(`fold ${fold}`));
  }

  /** Puts a patient where the finding is rarest (null: where the radiographs are fewest); ties go to the first. */
  put(patient: Patient, finding: number | null): void {
    const load = (fold: Patient) => (finding === null ? 0 : positivesOf(fold.positives, finding));
    let best = 0;
    for (const [fold, contents] of this.#folds.entries()) {
      const least = this.#folds[best] ?? contents;
      const difference = load(contents) - load(least) || contents.radiographs - least.radiographs;
      if (difference < 0) best = fold;
    }
    const chosen = this.#folds[best];
    if (chosen === undefined) return;
    chosen.radiographs += patient.radiographs;
    addPositives(chosen.positives, patient.positives);
    this.foldOf.set(patient.id, best);
  }
}

function refuseFolds(folds: number, patients: number): void {
  if (Number.isInteger(folds) && folds >= 2 && folds <= patients) return;
  throw new DatasetError(
    "FOLDS_INVALID",
    `${folds} folds for ${count(patients)} patients: give a whole number from 2 to the number of patients.`,
    { folds, patients },
  );
}
