import fc from "fast-check";

/** Scores with many ties and labels of all three kinds, for at most 40 radiographs. */
export interface Scored {
  readonly scores: number[];
  readonly labels: number[];
}

/** One radiograph's score and label. */
export const scoredCase = fc.record({
  score: fc.oneof(
    fc.integer({ min: -4, max: 4 }),
    fc.double({ min: -20, max: 20, noNaN: true }),
    fc.constantFrom(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
  ),
  label: fc.constantFrom(0, 1, 0, 1, Number.NaN),
});

export const scored: fc.Arbitrary<Scored> = fc
  .array(scoredCase, { maxLength: 40 })
  .map((cases) => ({
    scores: cases.map(({ score }) => score),
    labels: cases.map(({ label }) => label),
  }));

/** The scores of the cases with a label. */
export function scoresWith(label: number, { scores, labels }: Scored): number[] {
  return scores.filter((_, index) => labels[index] === label);
}

/** AUROC by its definition: every positive against every negative. */
export function aurocByPairs(data: Scored): number | null {
  const [positives, negatives] = [scoresWith(1, data), scoresWith(0, data)];
  if (positives.length === 0 || negatives.length === 0) return null;
  const won = positives.map((positive) =>
    negatives.map((negative) => (positive > negative ? 1 : positive === negative ? 0.5 : 0)),
  );
  return won.flat().reduce<number>((sum, pair) => sum + pair, 0) / won.flat().length;
}
