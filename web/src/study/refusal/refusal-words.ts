import type { TextKey } from "../../../../src/language/index.ts";

/** Codes for which the catalogue has words of its own. */
const CODES = [
  "FILE_UNREADABLE",
  "NOT_AN_IMAGE",
  "TRUNCATED_FILE",
  "CORRUPT_IMAGE",
  "NO_PIXEL_DATA",
  "UNSUPPORTED_ENCODING",
  "IMPLAUSIBLE_SIZE",
  "NOT_A_CHEST_RADIOGRAPH",
  "RADIOGRAPH_TURNED",
  "RADIOGRAPH_INVERTED",
  "RADIOGRAPH_SPOILED",
  "COLOUR_IMAGE",
  "ZERO_CONTRAST",
  "READING_FAILED",
  "READING_INTERRUPTED",
] as const;

/** Refusals of the model's gate: an image that has one of these can be read all the same. */
const OF_THE_GATE: readonly string[] = [
  "NOT_A_CHEST_RADIOGRAPH",
  "RADIOGRAPH_TURNED",
  "RADIOGRAPH_INVERTED",
  "RADIOGRAPH_SPOILED",
];

/** What happened to an image that was not read, and what to do, by the error's code. */
export function refusalWords(code: string): { readonly what: TextKey; readonly todo: TextKey } {
  const known = CODES.find((one) => one === code) ?? "OTHER";
  return { what: `refusal.${known}`, todo: `refusal.${known}.todo` };
}

/** Tells whether an image that is refused for this reason can be read anyway. */
export function canBeReadAnyway(code: string): boolean {
  return OF_THE_GATE.includes(code);
}
