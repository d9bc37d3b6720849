import { IntlMessageFormat } from "intl-messageformat";
import type { Finding } from "../findings/index.ts";
import type { Catalogue, TextKey } from "./catalogue.ts";
import { directionOf, type Language } from "./languages.ts";

/** What a text speaks of, by the names in its braces. */
export type TextValues = Readonly<Record<string, string | number | Date>>;

/** Says everything in one language. */
export interface Translator {
  readonly language: Language;
  readonly direction: "ltr" | "rtl";
  /** A text of the catalogue, filled in. @throws Error if a value that the text names is missing. */
  text(key: TextKey, values?: TextValues): string;
  /** Tells whether the catalogue has a text of this name, where the name is made of a code. */
  knows(key: string): key is TextKey;
  /** A finding's name. */
  finding(finding: Finding): string;
  /** A probability as people read it: whole percents, never a naked 0 or 100; a dash where there is none. */
  probability(probability: number | null): string;
  /** A moment, e.g. "30 Nov 2026, 08:55", in the time zone of whoever reads. */
  time(moment: string | Date): string;
  /** A day as DICOM writes it (YYYYMMDD, PS3.5 section 6.2, DA), e.g. "30 Nov 2026"; as it stands if it is none. */
  day(dicomDate: string): string;
}

/** Makes what says everything in one language. */
export function createTranslator(language: Language, catalogue: Catalogue): Translator {
  const formats = new Map<TextKey, IntlMessageFormat>();
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const times = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const text = (key: TextKey, values?: TextValues) => {
    const format = formats.get(key) ?? new IntlMessageFormat(catalogue[key], language);
    formats.set(key, format);
    return String(format.format(values));
  };
  return {
    language,
    direction: directionOf(language),
    text,
    knows: (key): key is TextKey => Object.hasOwn(catalogue, key),
    finding: (finding) => text(`finding.${finding}`),
    probability(probability) {
      if (probability === null) return "–";
      if (probability < 0.005) return text("probability.below", { bound: percent.format(0.01) });
      if (probability > 0.995) return text("probability.above", { bound: percent.format(0.99) });
      return percent.format(probability);
    },
    time: (moment) => times.format(new Date(moment)),
    day(dicomDate) {
      const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(dicomDate);
      if (parts === null) return dicomDate;
      const [, year, month, day] = parts.map(Number);
      return days.format(Date.UTC(year ?? 0, (month ?? 1) - 1, day));
    },
  };
}
