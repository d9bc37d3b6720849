import { useCallback, useEffect, useState } from "react";
import { loadPixels } from "./load-pixels.ts";
import type { ViewerImage } from "./viewer-image.ts";

/** How far the loading of an image is. */
export type Pixels =
  | { readonly state: "loading"; readonly share: number }
  | { readonly state: "failed"; readonly error: unknown }
  | { readonly state: "ready"; readonly image: ViewerImage };

const BEGINNING: Pixels = { state: "loading", share: 0 };

/** Loads an image's pixels for as long as the component wants them; the function tries again. */
export function usePixels(imageId: string): readonly [Pixels, () => void] {
  const [loaded, setLoaded] = useState({ imageId, pixels: BEGINNING });
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt is what asks again
  useEffect(() => {
    const leaving = new AbortController();
    const tell = (pixels: Pixels) => {
      if (!leaving.signal.aborted) setLoaded({ imageId, pixels });
    };
    tell(BEGINNING);
    let told = 0;
    loadPixels(imageId, leaving.signal, (share) => {
      // A state for each part of a large image would only cost time.
      if (share - told < 0.02) return;
      told = share;
      tell({ state: "loading", share });
    }).then(
      (image) => tell({ state: "ready", image }),
      (error: unknown) => tell({ state: "failed", error }),
    );
    return () => leaving.abort();
  }, [imageId, attempt]);
  return [loaded.imageId === imageId ? loaded.pixels : BEGINNING, again];
}
