/**
 * The value below which a share of an ascending list lies, interpolated linearly between order statistics: type 7 of
 * Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996, the default of
 * NumPy and R.
 *
 * @param sorted ascending, not empty.
 * @param share 0 (the smallest) to 1 (the largest).
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}
