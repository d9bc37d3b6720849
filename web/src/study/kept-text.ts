import { useCallback, useState } from "react";

const PREFIX = "thorascope.draft.";

/**
 * A text that the browser keeps as it is typed, until it is let go with null: it survives a reload and a closed
 * window. Where the browser stores nothing it lives as long as the page.
 */
export function useKeptText(name: string): readonly [string | null, (text: string | null) => void] {
  const key = PREFIX + name;
  const [kept, setKept] = useState(() => ({ key, text: localStorage.getItem(key) }));
  const keep = useCallback(
    (text: string | null) => {
      setKept({ key, text });
      try {
        if (text === null) localStorage.removeItem(key);
        else localStorage.setItem(key, text);
      } catch {
        // Full or switched off: what is typed still stands on the page.
      }
    },
    [key],
  );
  return [kept.key === key ? kept.text : localStorage.getItem(key), keep];
}
