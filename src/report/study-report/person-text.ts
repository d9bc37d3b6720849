import { escapeMarkup } from "../../page/escape-markup.ts";
import { parsePersonName } from "../person-name.ts";

/** Languages that are written from the right, by their first subtag, and scripts that are. */
const RIGHT_TO_LEFT =
  /^(ar|arc|ckb|dv|fa|he|ks|ku|ps|sd|syr|ug|ur|yi)(-|$)|-(arab|hebr|syrc|thaa)/i;

/**
 * Characters that a text may bring and that nobody sees: controls other than tab and line feed, and those that turn
 * the direction of what follows, by which a text could be made to read as its opposite. Marks of direction
 * (U+200E, U+200F, U+061C) turn nothing and stay.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A text of a person as markup, complete, without characters that would change what stands around it. */
export function personText(text: string): string {
  return escapeMarkup(text.replaceAll("\r\n", "\n").replace(UNSEEN, ""));
}

/** A name or label within a line, kept apart from the direction of its surroundings. */
export function label(text: string): string {
  return `<bdi>${personText(text)}</bdi>`;
}

/** A longer text, with its line breaks, in its own language and direction. */
export function writing(text: string, language: string | null): string {
  const attributes =
    language === null
      ? 'dir="auto"'
      : `lang="${escapeMarkup(language)}" dir="${RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr"}"`;
  return `<div class="writing" ${attributes}>${personText(text)}</div>`;
}

/** A name as DICOM writes it as people say it: "Anna Meier". */
export function personName(dicomName: string): string {
  const { family, given, middle, prefix, suffix } = parsePersonName(dicomName);
  return [prefix, given, middle, family, suffix].filter((part) => part !== "").join(" ");
}
