/**
 * P-values of several tests made together, each corrected so that the chance of even one false alarm among all
 * true hypotheses stays below the level: p_(i) becomes the largest of (n - j + 1) p_(j) for j up to i, 1 at most.
 *
 * Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979). No assumption on
 * how the tests depend on each other; findings of one radiograph do.
 */
export function correctForMany(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  const corrected = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, (pValues.length - rank) * (pValues[index] as number));
    corrected[index] = Math.min(largest, 1);
  }
  return corrected;
}
