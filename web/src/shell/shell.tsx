import type { ReactNode } from "react";
import { useTranslator } from "../language/language-context.tsx";

/** What surrounds every page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { text } = useTranslator();
  return (
    <>
      <header>
        {text("app.name")} · {text("app.notice.short")}
      </header>
      <main id="content">{children}</main>
    </>
  );
}
