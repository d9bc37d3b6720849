/** A cell of a comma-separated table, in quotes where it needs them (RFC 4180); empty for null. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
