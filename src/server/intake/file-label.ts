/** Characters of a name that are kept. */
const LONGEST = 200;

/** What a file without a name is called. */
const NAMELESS = "unnamed";

/**
 * The name a file was sent under, as a label: without folders, control characters and marks that turn the direction
 * of writing. It is shown, and never part of a path.
 */
export function fileLabel(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const text = printable(last, LONGEST);
  return text === "" || text === "." || text === ".." ? NAMELESS : text;
}

/** A text without what can't be shown or stored (PostgreSQL takes no zero), shortened to so many characters. */
export function printable(text: string, longest: number): string {
  const shown = text.replace(
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    "",
  );
  return [...shown].slice(0, longest).join("").trim();
}
