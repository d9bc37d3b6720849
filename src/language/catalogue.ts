import type { ENGLISH } from "./en/index.ts";

/** Name of a text, e.g. "worklist.title". */
export type TextKey = keyof typeof ENGLISH;

/** Every text in one language, in the syntax of ICU MessageFormat. A language that lacks one does not compile. */
export type Catalogue = Readonly<Record<TextKey, string>>;
