import { useCallback, useEffect, useRef, useState } from "react";
import { browserStorage } from "../browser-storage.ts";

const PREFIX = "thorascope.draft.";

/**
 * A text that the browser keeps as it is typed, until it is let go with null: it survives a reload and a closed
 * window. Where the browser stores nothing it lives as long as the page.
 */
export function useKeptText(name: string): readonly [string | null, (text: string | null) => void] {
  const key = PREFIX + name;
  const [kept, setKept] = useState(() => ({ key, text: browserStorage.getItem(key) }));
  const text = kept.key === key ? kept.text : browserStorage.getItem(key);
  const stored = useRef(text);
  useEffect(() => {
    stored.current = browserStorage.getItem(key);
  }, [key]);
  const keep = useCallback(
    (text: string | null) => {
      setKept({ key, text });
      if (text === null) {
        // What another window has written under this name in the meantime is not ours to let go.
        if (browserStorage.getItem(key) === stored.current) browserStorage.removeItem(key);
        stored.current = null;
        return;
      }
      try {
        browserStorage.setItem(key, text);
        stored.current = text;
      } catch {
        // Full or switched off: what is typed still stands on the page.
      }
    },
    [key],
  );
  return [text, keep];
}
