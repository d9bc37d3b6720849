export type { Catalogue, TextKey } from "./catalogue.ts";
export {
  directionOf,
  isLanguage,
  LANGUAGE_NAMES,
  LANGUAGES,
  type Language,
  languageFor,
  UNREVIEWED_LANGUAGES,
} from "./languages.ts";
export { loadCatalogue } from "./load-catalogue.ts";
export { createTranslator, type TextValues, type Translator } from "./translator.ts";
