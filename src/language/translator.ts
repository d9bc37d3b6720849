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
  /** How long ago a moment was, e.g. "3 minutes ago"; "now" within the last seconds. */
  ago(moment: string | Date, now: number): string;
  /** How much a file is, e.g. "1.4 MB". */
  bytes(bytes: number): string;
  /** A day as DICOM writes it (YYYYMMDD, PS3.5 section 6.2, DA), e.g. "30 Nov 2026"; as it stands if it is none. */
  day(dicomDate: string): string;
}

/** Seconds of each unit that ages are told in, the longest first. */
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** Bytes of each unit, the largest first. */
const BYTE_UNITS: readonly (readonly [string, number])[] = [
  ["gigabyte", 1e9],
  ["megabyte", 1e6],
  ["kilobyte", 1e3],
];

/** Makes what says everything in one language. */
export function createTranslator(language: Language, catalogue: Catalogue): Translator {
  const formats = new Map<TextKey, IntlMessageFormat>();
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const times = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const justNow = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second");
  // In numbers only: "yesterday" is a day of the calendar, and an age is not.
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });
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
    ago(moment, now) {
      const seconds = Math.max(0, (now - new Date(moment).getTime()) / 1000);
      if (seconds < 5) return justNow;
      const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? ["second", 1];
      return relative.format(-Math.floor(seconds / length), unit);
    },
    bytes(bytes) {
      const [unit, size] = BYTE_UNITS.find(([, size]) => bytes >= size) ?? ["byte", 1];
      const format = {
        style: "unit",
        unit,
        // "27 bytes", for "27 byte" is no English; "1.4 MB", which everybody knows.
        unitDisplay: unit === "byte" ? "long" : "short",
        maximumFractionDigits: 1,
      } as const;
      return new Intl.NumberFormat(language, format).format(bytes / size);
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
