import { useCallback, useEffect, useRef, useState } from "react";
import type { Point } from "./geometry/affine.ts";
import { NO_POINTS, type PointDraft, withPoint } from "./geometry/point-draft.ts";

/** Points that are being placed, by pointer or by keys. */
export interface Points {
  readonly draft: PointDraft;
  readonly press: (point: Point) => void;
  readonly release: (point: Point) => void;
  readonly hover: (point: Point) => void;
  /** Takes the last press back. */
  readonly abandon: () => void;
  readonly clear: () => void;
}

/**
 * Gathers points: each press places one, a line that is drawn places its end too.
 *
 * @param wanted how many there are to be; 0: none are placed.
 * @param purpose what they are for: when it changes, what was placed for the last is gone.
 * @param done hears them when all are there.
 */
export function usePoints(
  wanted: number,
  purpose: string,
  done: (points: readonly Point[]) => void,
): Points {
  const [draft, setDraft] = useState(NO_POINTS);
  // Pointers are quicker than renderings.
  const now = useRef(NO_POINTS);
  const before = useRef(NO_POINTS);
  const latest = useRef(done);
  latest.current = done;
  const set = useCallback((next: PointDraft) => {
    now.current = next;
    setDraft(next);
  }, []);
  const clear = useCallback(() => {
    before.current = NO_POINTS;
    set(NO_POINTS);
  }, [set]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another purpose begins anew
  useEffect(() => clear(), [clear, purpose]);
  const place = (point: Point) => {
    const next = withPoint(now.current, point);
    if (next.points.length < wanted) return set(next);
    clear();
    latest.current(next.points);
  };
  return {
    draft,
    press(point) {
      if (wanted === 0) return;
      before.current = now.current;
      place(point);
    },
    release(point) {
      if (now.current.points.length > 0) place(point);
    },
    hover: (point) => set({ ...now.current, next: point }),
    abandon: () => set(before.current),
    clear,
  };
}
