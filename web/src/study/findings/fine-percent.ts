import type { Language } from "../../../../src/language/index.ts";

/** A probability or share with a decimal where it is small: rare findings differ by tenths of a percent. */
export function finePercent(share: number, language: Language): string {
  const maximumFractionDigits = share < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits }).format(share);
}
