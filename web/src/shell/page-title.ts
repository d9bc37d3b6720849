import { useEffect } from "react";
import { useTranslator } from "../language/language-context.tsx";

/** Names the window after what is shown. No patient's name: it would stay in the browser's history. */
export function usePageTitle(shown: string): void {
  const { text } = useTranslator();
  const title = `${shown} · ${text("app.name")}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
