/** The languages that Thorascope's pages and reports speak, as BCP 47 names them; the first where nothing else is asked for. */
export const LANGUAGES = ["en", "es", "ar"] as const;

/** A language that Thorascope speaks. */
export type Language = (typeof LANGUAGES)[number];

/** Each language's name in itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  es: "Español",
  ar: "العربية",
};

/** Languages whose texts a clinician who speaks them has not yet reviewed. Their pages say so. */
export const UNREVIEWED_LANGUAGES: readonly Language[] = ["es", "ar"];

/** Which way a language's lines run. */
export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

/** Tells whether a tag is exactly one of ours. */
export function isLanguage(tag: string): tag is Language {
  return (LANGUAGES as readonly string[]).includes(tag);
}

/** The first of somebody's languages, e.g. `navigator.languages`, that Thorascope speaks in any region; else English. */
export function languageFor(wanted: readonly string[]): Language {
  const known = wanted.map((tag) => tag.toLowerCase().split("-")[0] ?? "").find(isLanguage);
  return known ?? LANGUAGES[0];
}
