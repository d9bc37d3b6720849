import type { Estimate } from "./bootstrap.ts";
import { percentileInterval } from "./interval.ts";
import { type BootstrapOptions, forEachResample, indexPatients } from "./resample.ts";

/**
 * The mean of one number per radiograph with its 95 percent percentile interval by resampling patients; null of
 * none. A patient counts as often as it has radiographs. One patient has no interval.
 */
export function meanByPatient(
  values: readonly number[],
  patientIds: readonly string[],
  options: BootstrapOptions = {},
): Estimate | null {
  if (values.length === 0) return null;
  const { ofCase, patients } = indexPatients(patientIds);
  const sums = new Float64Array(patients);
  const counts = new Uint32Array(patients);
  for (const [index, value] of values.entries()) {
    const patient = ofCase[index] as number;
    sums[patient] = (sums[patient] as number) + value;
    counts[patient] = (counts[patient] as number) + 1;
  }
  const value = sums.reduce((total, sum) => total + sum, 0) / values.length;
  if (patients < 2) return { value, interval: null, replicates: 0 };
  const replicates: number[] = [];
  forEachResample(patients, options, (weights) => {
    let [sum, radiographs] = [0, 0];
    for (let patient = 0; patient < patients; patient++) {
      sum += (weights[patient] as number) * (sums[patient] as number);
      radiographs += (weights[patient] as number) * (counts[patient] as number);
    }
    replicates.push(sum / radiographs);
  });
  const interval = percentileInterval(Float64Array.from(replicates));
  return { value, interval, replicates: replicates.length };
}
