import type { Catalogue } from "./catalogue.ts";
import type { Language } from "./languages.ts";

/** Loads a language's texts; in a browser only those that are used are sent. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  switch (language) {
    case "en":
      return (await import("./en/index.ts")).ENGLISH;
    case "es":
      return (await import("./es/index.ts")).SPANISH;
    case "ar":
      return (await import("./ar/index.ts")).ARABIC;
  }
}
