/**
 * The candidate closest to a misspelt name, null if none is close.
 *
 * Close is at most a third of the name's letters to change, by Levenshtein's distance, letter case not
 * counted.
 */
export function closestName<Name extends string>(
  name: string,
  candidates: readonly Name[],
): Name | null {
  let closest: Name | null = null;
  let least = Math.floor(name.length / 3) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance >= least) continue;
    closest = candidate;
    least = distance;
  }
  return closest;
}

/** How many letters to insert, delete or replace (Levenshtein, Soviet Physics Doklady 10, 1966). */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const deleted = (previous[column] ?? 0) + 1;
      const inserted = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(replaced, deleted, inserted));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
