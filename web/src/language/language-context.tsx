import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import {
  createTranslator,
  isLanguage,
  type Language,
  languageFor,
  loadCatalogue,
  type Translator,
} from "../../../src/language/index.ts";
import { browserStorage } from "../browser-storage.ts";

/** Where a browser remembers the language that somebody chose. */
const REMEMBERED = "thorascope.language";

interface LanguageState {
  readonly translator: Translator;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageState | null>(null);

/** Speaks the language of whoever looks; shows nothing until its texts are here. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [translator, setTranslator] = useState<Translator | null>(null);
  useEffect(() => {
    let isWanted = true;
    loadCatalogue(language).then((catalogue) => {
      if (isWanted) setTranslator(createTranslator(language, catalogue));
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  useEffect(() => {
    if (translator === null) return;
    document.documentElement.lang = translator.language;
    document.documentElement.dir = translator.direction;
  }, [translator]);
  const choose = useCallback((chosen: Language) => {
    setLanguage(chosen);
    try {
      browserStorage.setItem(REMEMBERED, chosen);
    } catch {
      // It is spoken for as long as the page is open.
    }
  }, []);
  const state = useMemo(() => (translator ? { translator, choose } : null), [translator, choose]);
  if (state === null) return null;
  return <LanguageContext.Provider value={state}>{children}</LanguageContext.Provider>;
}

/** What says everything in the language of whoever looks. */
export function useTranslator(): Translator {
  return useLanguageState().translator;
}

/** Changes the language. */
export function useChooseLanguage(): LanguageState["choose"] {
  return useLanguageState().choose;
}

function useLanguageState(): LanguageState {
  const state = useContext(LanguageContext);
  if (state === null) throw new Error("a component stands outside LanguageProvider");
  return state;
}

function firstLanguage(): Language {
  const remembered = browserStorage.getItem(REMEMBERED) ?? "";
  return isLanguage(remembered) ? remembered : languageFor(navigator.languages);
}
