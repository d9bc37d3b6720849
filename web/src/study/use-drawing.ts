import { useCallback, useMemo, useState } from "react";
import type { Box, ViewerProps } from "../viewer/viewer.tsx";

/** Boxes drawn on the viewer for whoever asks for one. */
export interface Drawing {
  /** For the viewer, while somebody waits for a box. */
  readonly viewer: ViewerProps["drawing"];
  /** Lets a person draw a box, and hands it on unless they give up. */
  readonly drawBox: (done: (box: Box) => void) => void;
}

/** Somebody who waits for a box on an image. */
interface Waiting {
  readonly imageId: string;
  readonly done: (box: Box) => void;
}

/** Keeps who waits for a box. Whoever turns to another image has given up: a box on that one is not what was asked. */
export function useDrawing(imageId: string): Drawing {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  // At once, or who comes back to the image would be asked for a box again.
  if (waiting !== null && waiting.imageId !== imageId) setWaiting(null);
  const drawBox = useCallback(
    (done: (box: Box) => void) => setWaiting({ imageId, done }),
    [imageId],
  );
  const viewer = useMemo(
    () =>
      waiting?.imageId !== imageId
        ? null
        : {
            done: (box: Box) => {
              setWaiting(null);
              waiting.done(box);
            },
            cancel: () => setWaiting(null),
          },
    [waiting, imageId],
  );
  return { viewer, drawBox };
}
