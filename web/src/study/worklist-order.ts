/** What the worklist hands on with the history's state to the page of a study. */
export interface WorklistOrder {
  readonly order: readonly string[];
}

/** Studies before and behind the one that is opened whose order is handed on: browsers bound a state's size. */
const NEIGHBOURS = 200;

/** The order around a place of the worklist. */
export function orderAround(studyIds: readonly string[], index: number): WorklistOrder {
  return { order: studyIds.slice(Math.max(index - NEIGHBOURS, 0), index + NEIGHBOURS + 1) };
}

/** The studies beside one in the list that somebody came from. */
export interface PlaceInOrder {
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
    previous: idAt(order, at - 1),
    next: idAt(order, at + 1),
  };
}

function idAt(order: readonly unknown[], index: number): string | null {
  const id = order[index];
  return typeof id === "string" ? id : null;
}
