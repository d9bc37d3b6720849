import type { TextKey, TextValues } from "../../../../src/language/index.ts";

/** What a reading warns of, in the catalogue's words. */
export interface WarningWords {
  readonly key: TextKey;
  readonly values: TextValues;
}

/** Warnings that the catalogue has words for, as the reader of files writes them (src/radiograph). */
const KNOWN: readonly (readonly [RegExp, (parts: readonly string[]) => WarningWords])[] = [
  [
    /^Of (\d+) (?:frames|pages) the first is read\.$/,
    ([count]) => ({ key: "study.warning.first", values: { count: Number(count) } }),
  ],
  [/^No window is given /, () => ({ key: "study.warning.noWindow", values: {} })],
  [/^Its values use at most 14 of 16 bits/, () => ({ key: "study.warning.dark", values: {} })],
  [/, which is no spacing;/, () => ({ key: "study.warning.spacing", values: {} })],
];

/** Says a warning in plain words; null where only the server has words for it. */
export function warningWords(warning: string): WarningWords | null {
  for (const [pattern, words] of KNOWN) {
    const match = pattern.exec(warning);
    if (match) return words(match.slice(1));
  }
  return null;
}
