/** Studies before and after one in the list that somebody came from. */
export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}

/**
 * A study's neighbours in the order that the worklist handed on with the history's state, `{ order: [id, ...] }`, all
 * of the list or what surrounds the study; null where it handed on none, or one without this study.
 */
export function neighboursIn(state: unknown, studyId: string): Neighbours | null {
  if (typeof state !== "object" || state === null || !("order" in state)) return null;
  const { order } = state;
  if (!Array.isArray(order)) return null;
  const at = order.indexOf(studyId);
  return at === -1 ? null : { previous: idAt(order, at - 1), next: idAt(order, at + 1) };
}

function idAt(order: readonly unknown[], index: number): string | null {
  const id = order[index];
  return typeof id === "string" ? id : null;
}
