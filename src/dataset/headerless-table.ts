import { DatasetError } from "./errors.ts";
import { malformed, refuseNul, rowError, type TableOptions, type TableRow } from "./table.ts";

/**
 * Reads a table without a header, a row a line, whose cells stand between tabs or spaces, and converts it row by
 * row. Line ends are those of Unix, Windows or the old Macintosh (a lone carriage return).
 *
 * @param columns what the first cells are; cells after them, which may have spaces in them, are passed over.
 */
export function readHeaderlessTable<Key extends string, Item>(
  contents: string | Uint8Array,
  tableName: string,
  columns: readonly Key[],
  convert: (row: TableRow<NoInfer<Key>>) => Item | null,
  { onProblem }: Pick<TableOptions, "onProblem"> = {},
): Item[] {
  refuseNul(contents, tableName);
  const text = typeof contents === "string" ? contents : new TextDecoder().decode(contents);
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const items: Item[] = [];
  let rows = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    rows++;
    const error = rowError(tableName, index + 1);
    try {
      const item = convert({ number: index + 1, cells: cellsOf(line, columns, error), error });
      if (item !== null) items.push(item);
    } catch (problem) {
      if (onProblem === undefined || !(problem instanceof DatasetError)) throw problem;
      onProblem(problem);
    }
  }
  if (rows === 0) throw malformed(tableName, "the file is empty.");
  return items;
}

function cellsOf<Key extends string>(
  line: string,
  columns: readonly Key[],
  error: TableRow<Key>["error"],
): Readonly<Record<Key, string>> {
  const found = line.trim().split(/\s+/);
  if (found.length < columns.length) {
    throw error(
      "ROW_MALFORMED",
      `${found.length} cells where there should be ${columns.length}: ${columns.join(", ")}.`,
    );
  }
  const pairs = columns.map((column, place): [Key, string] => [column, found[place] ?? ""]);
  return Object.fromEntries(pairs) as Record<Key, string>;
}
