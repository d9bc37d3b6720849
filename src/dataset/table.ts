import { CsvError, parse } from "csv-parse/sync";
import { count, type DatasetCode, DatasetError } from "./errors.ts";

/** The columns that are wanted from a table: for each, the header names it goes by. */
export type Columns<Key extends string> = Readonly<Record<Key, readonly string[]>>;

/** One row of a label table. */
export interface TableRow<Key extends string> {
  /** The line it ends on, as a text editor counts: the header is row 1. */
  readonly number: number;
  readonly cells: Readonly<Record<Key, string>>;
  /** An error about this row, to throw: `row 4,211 of labels.csv: <problem>`. */
  error(
    code: DatasetCode,
    problem: string,
    fields?: Readonly<Record<string, unknown>>,
  ): DatasetError;
}

export interface TableOptions<Optional extends string = never> {
  /** Columns that a table may lack; their cells are empty then. */
  readonly optional?: Columns<Optional>;
  /** Takes what is wrong with a row, which is then left out; if absent, the first problem is thrown. */
  readonly onProblem?: ((problem: DatasetError) => void) | undefined;
}

/**
 * Reads a comma-separated table (RFC 4180, UTF-8) whose columns are found by header name, and converts it
 * row by row, so that only what `convert` returns is kept; a row for which it returns null is left out.
 *
 * A row must have as many cells as the header, or as many as the header has when its names are split at
 * commas inside quotes (providers write one name such as "OriginalImage[Width,Height]" over two columns), or
 * as many as the header has without empty names at its end.
 */
export function readTable<Key extends string, Item, Optional extends string = never>(
  contents: string | Uint8Array,
  tableName: string,
  columns: Columns<Key>,
  convert: (row: TableRow<NoInfer<Key | Optional>>) => Item | null,
  { optional, onProblem }: TableOptions<Optional> = {},
): Item[] {
  const items: Item[] = [];
  let layouts: readonly Layout<Key | Optional>[] | null = null;
  let rows = 0;

  const visit = (cells: string[], number: number): void => {
    if (layouts === null) {
      layouts = readHeader(cells, tableName, columns, optional);
      return;
    }
    rows++;
    const error = rowError(tableName, number);
    try {
      const layout = layouts.find(({ width }) => width === cells.length);
      if (layout === undefined) throw wrongWidth(error, cells.length, layouts);
      const item = convert({ number, cells: layout.pick(cells), error });
      if (item !== null) items.push(item);
    } catch (problem) {
      if (onProblem === undefined || !(problem instanceof DatasetError)) throw problem;
      onProblem(problem);
    }
  };

  forEachRow(contents, tableName, visit);
  if (layouts === null) throw malformed(tableName, "the file is empty.");
  if (rows === 0) throw malformed(tableName, "a header, but no rows below it.");
  return items;
}

/** The names of a table's columns, as its first line has them. */
export function readColumnNames(contents: string | Uint8Array, tableName: string): string[] {
  refuseNul(contents, tableName);
  try {
    const [header]: string[][] = parse(contents, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: 1,
    });
    if (header === undefined) throw malformed(tableName, "the file is empty.");
    return header.map((name) => name.trim());
  } catch (error) {
    throw unparsable(tableName, error);
  }
}

/** How wide a row is and where in it the wanted columns are. */
interface Layout<Key extends string> {
  readonly width: number;
  pick(cells: readonly string[]): Readonly<Record<Key, string>>;
}

function readHeader<Key extends string, Optional extends string>(
  header: readonly string[],
  tableName: string,
  columns: Columns<Key>,
  optional: Columns<Optional> | undefined,
): readonly Layout<Key | Optional>[] {
  const split = header.flatMap((name) => name.split(","));
  const named = header.slice(0, header.findLastIndex((name) => name.trim() !== "") + 1);
  return [header, split, named].map((names) => layoutOf(names, tableName, columns, optional));
}

function layoutOf<Key extends string, Optional extends string>(
  header: readonly string[],
  tableName: string,
  columns: Columns<Key>,
  optional: Columns<Optional> | undefined,
): Layout<Key | Optional> {
  const find = (names: readonly string[]) =>
    header.findIndex((name) => names.includes(name.trim()));
  const places: (readonly [key: Key | Optional, position: number])[] = [];
  for (const key of Object.keys(columns) as Key[]) {
    const position = find(columns[key]);
    if (position < 0) throw columnMissing(columns[key], header, tableName);
    places.push([key, position]);
  }
  if (optional !== undefined) {
    for (const key of Object.keys(optional) as Optional[]) places.push([key, find(optional[key])]);
  }
  return {
    width: header.length,
    pick: (cells) => {
      const picked: Partial<Record<Key | Optional, string>> = {};
      for (const [key, position] of places) picked[key] = cells[position]?.trim() ?? "";
      return picked as Record<Key | Optional, string>;
    },
  };
}

function columnMissing(
  names: readonly string[],
  header: readonly string[],
  tableName: string,
): DatasetError {
  return malformed(
    tableName,
    `no column "${names.join('" or "')}". Its columns are: ${header.join(", ")}.`,
    { column: names, header },
  );
}

function wrongWidth(
  error: TableRow<string>["error"],
  width: number,
  layouts: readonly Layout<string>[],
): DatasetError {
  const widths = [...new Set(layouts.map((layout) => layout.width))].join(" or ");
  return error("ROW_MALFORMED", `${width} cells where the header has ${widths}.`);
}

/** An error about a table as a whole. */
export function malformed(
  tableName: string,
  problem: string,
  fields: Readonly<Record<string, unknown>> = {},
  cause?: unknown,
): DatasetError {
  return new DatasetError(
    "TABLE_MALFORMED",
    `${tableName}: ${problem}`,
    { tableName, ...fields },
    { cause },
  );
}

/** CSV readers take NUL for a letter; here it is a sign of another encoding or of a damaged file. */
export function refuseNul(contents: string | Uint8Array, tableName: string): void {
  const position = typeof contents === "string" ? contents.indexOf("\0") : contents.indexOf(0);
  if (position < 0) return;
  throw malformed(
    tableName,
    `byte ${count(position + 1)} is NUL, so the file is no UTF-8 text, or damaged. Save it as UTF-8, or fetch it again.`,
    { position },
  );
}

function unparsable(tableName: string, error: unknown): unknown {
  return error instanceof CsvError ? malformed(tableName, `${error.message}.`, {}, error) : error;
}

/** Makes errors about a row: `row 4,211 of labels.csv: <problem>`. */
export function rowError(tableName: string, number: number): TableRow<string>["error"] {
  return (code, problem, fields = {}) =>
    new DatasetError(code, `row ${count(number)} of ${tableName}: ${problem}`, {
      tableName,
      row: number,
      ...fields,
    });
}

function forEachRow(
  contents: string | Uint8Array,
  tableName: string,
  visit: (cells: string[], number: number) => void,
): void {
  refuseNul(contents, tableName);
  try {
    parse(contents, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        visit(cells, lines);
        return null;
      },
    });
  } catch (error) {
    throw unparsable(tableName, error);
  }
}
