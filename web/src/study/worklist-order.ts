/** Where a study stands in the list that somebody came from. */
export interface PlaceInOrder {
  /** From 1. */
  readonly place: number;
  readonly count: number;
  readonly previous: string | null;
  readonly next: string | null;
}

/**
 * A study's place in the order that the worklist handed on with the history's state, `{ order: [id, ...] }`; null
 * where it handed on none, or one without this study.
 */
export function placeInOrder(state: unknown, studyId: string): PlaceInOrder | null {
  if (typeof state !== "object" || state === null || !("order" in state)) return null;
  const { order } = state;
  if (!Array.isArray(order)) return null;
  const at = order.indexOf(studyId);
  if (at === -1) return null;
  return {
    place: at + 1,
    count: order.length,
    previous: idAt(order, at - 1),
    next: idAt(order, at + 1),
  };
}

function idAt(order: readonly unknown[], index: number): string | null {
  const id = order[index];
  return typeof id === "string" ? id : null;
}
