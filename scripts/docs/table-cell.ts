/** Text for a cell of a Markdown table: in one line, with its bars escaped. */
export function cell(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
}
