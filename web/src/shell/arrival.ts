import { useLayoutEffect, useRef } from "react";
import { useLocation } from "wouter";

/**
 * Begins each page at its top, with the keyboard where its content begins. The worklist remembers both by itself.
 */
export function useArrival(): void {
  const [path] = useLocation();
  const before = useRef(path);
  useLayoutEffect(() => {
    if (before.current === path) return;
    before.current = path;
    if (path !== "/") window.scrollTo(0, 0);
    const content = document.getElementById("content");
    if (!content?.contains(document.activeElement)) content?.focus({ preventScroll: true });
  }, [path]);
}
