import type { Translator } from "../../../src/language/index.ts";
import { refusalWords } from "../study/refusal/refusal-words.ts";

/** Why something was refused or failed; in the server's words where the catalogue has none for the code. */
export function reasonWords(
  { code, message }: { readonly code: string; readonly message: string },
  { text }: Translator,
): string {
  const { what } = refusalWords(code);
  return what === "refusal.OTHER" && message ? message : text(what);
}
