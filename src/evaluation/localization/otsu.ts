/**
 * Otsu's threshold of a histogram: the level that splits it so that the variance between both sides is largest;
 * what lies above the level is the region. The lowest of several such levels; null where all values are the same,
 * so that there is nothing to split.
 *
 *     between(t) = w0 w1 (mean0 - mean1)²   with w the shares at or below and above t
 *
 * Otsu, "A threshold selection method from gray-level histograms", IEEE Trans. SMC 9, 1979.
 */
export function otsuThreshold(histogram: ArrayLike<number>): number | null {
  let [all, sum] = [0, 0];
  for (let level = 0; level < histogram.length; level++) {
    all += histogram[level] ?? 0;
    sum += level * (histogram[level] ?? 0);
  }
  let [below, sumBelow] = [0, 0];
  let best: { level: number; between: number } | null = null;
  for (let level = 0; level < histogram.length; level++) {
    below += histogram[level] ?? 0;
    sumBelow += level * (histogram[level] ?? 0);
    const above = all - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (sum - sumBelow) / above) ** 2;
    if (best === null || between > best.between) best = { level, between };
  }
  return best?.level ?? null;
}
