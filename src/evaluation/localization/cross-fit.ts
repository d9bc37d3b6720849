import { type Box, boxAround, type Shape } from "./shapes.ts";

/** With fewer other patients a finding's threshold would be chosen on chance: other findings' patients help then. */
const ENOUGH_TO_TUNE = 10;

/** What a threshold is chosen on. */
interface TuningCase {
  readonly name: string;
  readonly patientId: string;
  /** IoU at each share. */
  readonly iouAt: readonly number[];
}

/**
 * For each case the place of the share of the maximum that gives the largest mean IoU over the cases of all *other*
 * patients with the finding, the lowest of equals: no case is judged by a threshold that it, or another radiograph
 * of its patient, helped to choose. Where there are fewer than ten such patients, over all findings of all other
 * patients; null where there is no other patient.
 */
export function chooseShares(cases: readonly TuningCase[]): (number | null)[] {
  const chosen = new Map<string, number | null>();
  return cases.map(({ name, patientId }) => {
    const key = JSON.stringify([name, patientId]);
    const known = chosen.get(key);
    if (known !== undefined) return known;
    const others = cases.filter((other) => other.patientId !== patientId);
    const same = others.filter((other) => other.name === name);
    const patients = new Set(same.map((other) => other.patientId)).size;
    const share = bestShare(patients >= ENOUGH_TO_TUNE ? same : others);
    chosen.set(key, share);
    return share;
  });
}

function bestShare(cases: readonly TuningCase[]): number | null {
  const [first] = cases;
  if (first === undefined) return null;
  const sums = first.iouAt.map((_, share) =>
    cases.reduce((sum, { iouAt }) => sum + (iouAt[share] ?? 0), 0),
  );
  return sums.indexOf(Math.max(...sums));
}

/** What a mean box is made of. */
interface BoxedCase {
  readonly name: string;
  readonly patientId: string;
  readonly shapes: readonly Shape[];
}

/**
 * For each case the mean of the boxes of all *other* patients with the finding, edge by edge: what would be answered
 * without looking at the radiograph. Null where there is no other patient. A mask counts by the box around it.
 */
export function meanBoxes(cases: readonly BoxedCase[]): (Box | null)[] {
  const boxes = cases.flatMap(({ name, patientId, shapes }) =>
    shapes.flatMap((shape) => {
      const box = boxAround([shape]);
      return box === null ? [] : [{ name, patientId, box }];
    }),
  );
  return cases.map(({ name, patientId }) => {
    const others = boxes.filter((one) => one.name === name && one.patientId !== patientId);
    if (others.length === 0) return null;
    const mean = (edge: keyof Box) =>
      others.reduce((sum, { box }) => sum + box[edge], 0) / others.length;
    return {
      left: mean("left"),
      top: mean("top"),
      right: mean("right"),
      bottom: mean("bottom"),
    };
  });
}
