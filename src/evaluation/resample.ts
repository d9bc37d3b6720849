import { Random } from "../random.ts";
import { EvaluationError } from "./errors.ts";

/** How a bootstrap draws. The same settings and patients give the same replicates. */
export interface BootstrapOptions {
  /** How often the patients are drawn anew; 1,000 unless told. */
  readonly replicates?: number;
  /** Seed of the draws, from 0 to 2^32 - 1; 0 unless told. */
  readonly seed?: number;
}

/** The patients of a list of radiographs as numbers from 0, in order of appearance. */
export interface PatientIndex {
  /** The patient of each radiograph. */
  readonly ofCase: Uint32Array;
  readonly patients: number;
}

/** Numbers the patients, so that inner loops need no text. */
export function indexPatients(patientIds: readonly string[]): PatientIndex {
  const numbers = new Map<string, number>();
  const ofCase = Uint32Array.from(patientIds, (patientId) => {
    const known = numbers.get(patientId);
    if (known !== undefined) return known;
    numbers.set(patientId, numbers.size);
    return numbers.size - 1;
  });
  return { ofCase, patients: numbers.size };
}

/**
 * Draws as many patients as there are, with replacement, once for every replicate, and hands over how
 * often each was drawn: resampling a patient's radiographs together is counting each of them that often.
 *
 * Radiographs of one patient resemble each other, so patients are the independent units (the cluster
 * bootstrap: Field and Welsh, J. R. Stat. Soc. B 69, 2007). Statistics computed in the same `visit` are
 * paired. The weights are reused: read them, don't keep them.
 */
export function forEachResample(
  patients: number,
  { replicates = 1000, seed = 0 }: BootstrapOptions,
  visit: (weights: Uint32Array, replicate: number) => void,
): void {
  refuseReplicates(replicates);
  const random = Random.fromSeed(seed);
  const weights = new Uint32Array(patients);
  for (let replicate = 0; replicate < replicates; replicate++) {
    weights.fill(0);
    for (let draw = 0; draw < patients; draw++) {
      const patient = random.below(patients);
      weights[patient] = (weights[patient] as number) + 1;
    }
    visit(weights, replicate);
  }
}

function refuseReplicates(replicates: number): void {
  if (Number.isInteger(replicates) && replicates >= 1) return;
  throw new EvaluationError(
    "SETTING_INVALID",
    `${replicates} bootstrap replicates: give a whole number of 1 or more (1,000 is usual).`,
    { replicates },
  );
}
