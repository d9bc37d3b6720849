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

/**
 * Reads a comma-separated table (RFC 4180, UTF-8) whose columns are found by header name, and converts it
 * row by row, so that only what `convert` returns is kept.
 *
 * A row must have as many cells as the header, or as many as the header has when its names are split at
 * commas inside quotes: providers write one name such as "OriginalImage[Width,Height]" over two columns.
 */
export function readTable<Key extends string, Item>(
  contents: string | Uint8Array,
  tableName: string,
  columns: Columns<Key>,
  convert: (row: TableRow<Key>) => Item,
): Item[] {
  const items: Item[] = [];
  let layouts: readonly Layout<Key>[] | null = null;

  const visit = (cells: string[], number: number): void => {
    if (layouts === null) {
      layouts = readHeader(cells, tableName, columns);
      return;
    }
    const error = rowError(tableName, number);
    const layout = layouts.find(({ width }) => width === cells.length);
    if (layout === undefined) {
      const widths = [...new Set(layouts.map(({ width }) => width))].join(" or ");
      throw error("ROW_MALFORMED", `${cells.length} cells where the header has ${widths}.`);
    }
    items.push(convert({ number, cells: layout.pick(cells), error }));
  };

  forEachRow(contents, tableName, visit);
  if (layouts === null) {
    throw new DatasetError("TABLE_MALFORMED", `${tableName}: the file is empty.`, { tableName });
  }
  return items;
}

/** How wide a row is and where in it the wanted columns are. */
interface Layout<Key extends string> {
  readonly width: number;
  pick(cells: readonly string[]): Readonly<Record<Key, string>>;
}

function readHeader<Key extends string>(
  header: readonly string[],
  tableName: string,
  columns: Columns<Key>,
): readonly Layout<Key>[] {
  const split = header.flatMap((name) => name.split(","));
  return [header, split].map((names) => layoutOf(names, tableName, columns));
}

function layoutOf<Key extends string>(
  header: readonly string[],
  tableName: string,
  columns: Columns<Key>,
): Layout<Key> {
  const keys = Object.keys(columns) as Key[];
  const positions = keys.map((key) => {
    const position = header.findIndex((name) => columns[key].includes(name.trim()));
    if (position >= 0) return position;
    throw new DatasetError(
      "TABLE_MALFORMED",
      `${tableName}: no column "${columns[key].join('" or "')}". Its columns are: ${header.join(", ")}.`,
      { tableName, column: columns[key], header },
    );
  });
  return {
    width: header.length,
    pick: (cells) => {
      const pairs = keys.map((key, index) => [key, cells[positions[index] ?? -1]?.trim() ?? ""]);
      return Object.fromEntries(pairs) as Record<Key, string>;
    },
  };
}

function rowError(tableName: string, number: number): TableRow<string>["error"] {
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
    if (!(error instanceof CsvError)) throw error;
    throw new DatasetError(
      "TABLE_MALFORMED",
      `${tableName}: ${error.message}.`,
      { tableName },
      {
        cause: error,
      },
    );
  }
}
