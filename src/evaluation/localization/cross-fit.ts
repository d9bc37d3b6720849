import { type Box, boxAround, type Shape } from "./shapes.ts";

/**
 * For each case the place of the share of the maximum that gives the largest mean IoU over the cases of all *other*
 * patients, the lowest of equals: no case is judged by a threshold that it, or another radiograph of its patient,
 * helped to choose. Null where there is no other patient.
 *
 * `iouAt` holds for each case the IoU at each share.
 */
export function chooseShares(
  iouAt: readonly (readonly number[])[],
  patientIds: readonly string[],
): (number | null)[] {
  return fromOthers(patientIds, (others) => {
    const [first = []] = iouAt;
    const sums = first.map((_, share) =>
      others.reduce((sum, index) => sum + (iouAt[index]?.[share] ?? 0), 0),
    );
    return sums.indexOf(Math.max(...sums));
  });
}

/**
 * For each case the mean of the boxes of all *other* patients, edge by edge: what would be answered without looking
 * at the radiograph. Null where there is no other patient. A mask counts by the box around it.
 */
export function meanBoxes(
  shapesOf: readonly (readonly Shape[])[],
  patientIds: readonly string[],
): (Box | null)[] {
  const boxesOf = shapesOf.map((shapes) => shapes.flatMap((shape) => boxAround([shape]) ?? []));
  return fromOthers(patientIds, (others) => {
    const boxes = others.flatMap((index) => boxesOf[index] ?? []);
    if (boxes.length === 0) return null;
    const mean = (edge: keyof Box) => boxes.reduce((sum, box) => sum + box[edge], 0) / boxes.length;
    return {
      left: mean("left"),
      top: mean("top"),
      right: mean("right"),
      bottom: mean("bottom"),
    };
  });
}

/** Works something out for each patient from the cases of the others, and hands it to the patient's cases. */
function fromOthers<Answer>(
  patientIds: readonly string[],
  workOut: (others: readonly number[]) => Answer,
): (Answer | null)[] {
  const answers = new Map<string, Answer | null>();
  for (const patient of new Set(patientIds)) {
    const others = [...patientIds.keys()].filter((index) => patientIds[index] !== patient);
    answers.set(patient, others.length === 0 ? null : workOut(others));
  }
  return patientIds.map((patient) => answers.get(patient) ?? null);
}
