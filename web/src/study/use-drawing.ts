import { useCallback, useMemo, useState } from "react";
import type { Box, ViewerProps } from "../viewer/viewer.tsx";

/** Boxes drawn on the viewer for whoever asks for one. */
export interface Drawing {
  /** For the viewer, while somebody waits for a box. */
  readonly viewer: ViewerProps["drawing"];
  /** Lets a person draw a box, and hands it on unless they give up. */
  readonly drawBox: (done: (box: Box) => void) => void;
}

/** Keeps who waits for a box. */
export function useDrawing(): Drawing {
  const [waiting, setWaiting] = useState<{ readonly done: (box: Box) => void } | null>(null);
  const drawBox = useCallback((done: (box: Box) => void) => setWaiting({ done }), []);
  const viewer = useMemo(
    () =>
      waiting && {
        done: (box: Box) => {
          setWaiting(null);
          waiting.done(box);
        },
        cancel: () => setWaiting(null),
      },
    [waiting],
  );
  return { viewer, drawBox };
}
