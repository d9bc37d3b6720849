import type { ViewPosition } from "../../radiograph/radiograph.ts";
import type { ImageSize } from "../../radiograph/resize.ts";
import { count, DatasetError } from "../errors.ts";
import type { LabelMap } from "../label-map.ts";
import type { LeftOutRows } from "../labelled-dataset.ts";
import { closestName } from "../spelling.ts";
import type { TableRow } from "../table.ts";

/** The oldest age taken as true: NIH's table of 2017 has a few of 148 to 414 years. */
const OLDEST = 120;

/** A cell that must not be empty; `what` says in errors what it holds. */
export function required<Key extends string>(row: TableRow<Key>, key: Key, what: string): string {
  const cell = row.cells[key];
  if (cell !== "") return cell;
  throw row.error("ROW_MALFORMED", `${what} is empty. Fill it in, or remove the row.`);
}

/** Refuses what is in a table a second time. */
export function refuseRepeated(
  seen: Map<string, number>,
  row: TableRow<string>,
  name: string,
): void {
  const earlier = seen.get(name);
  if (earlier !== undefined) {
    throw row.error(
      "IMAGE_DUPLICATE",
      `"${name}" is in row ${count(earlier)} already. Keep one of the two.`,
      { fileName: name, earlier },
    );
  }
  seen.set(name, row.number);
}

/** Whole years: "58", "58.0", "058Y", "013M" or "021D" (DICOM's age strings). Beyond belief is unknown. */
export function parseAge(row: TableRow<"age">): number | null {
  const { age } = row.cells;
  if (age === "") return null;
  const [, digits, unit = "Y"] = /^(\d+)(?:\.0+)?([YMWD])?$/.exec(age) ?? [];
  if (digits === undefined) {
    throw row.error("ROW_MALFORMED", `"${age}" is not an age. Write whole years, e.g. 58.`, {
      age,
    });
  }
  const perYear = { Y: 1, M: 12, W: 52, D: 365 }[unit] ?? 1;
  return believable(Math.floor(Number(digits) / perYear));
}

/** An age that a patient can have, null otherwise. */
export function believable(years: number): number | null {
  return years >= 0 && years <= OLDEST ? years : null;
}

/** "F" or "Female", "M" or "Male", in any letter case; empty, "Unknown" and DICOM's "O" (other) are unknown. */
export function parseSex(row: TableRow<"sex">): "F" | "M" | null {
  const { sex } = row.cells;
  const known = { f: "F", female: "F", m: "M", male: "M" } as const;
  const written = sex.toLowerCase();
  if (written in known) return known[written as keyof typeof known];
  if (["", "o", "u", "unknown", "none"].includes(written)) return null;
  throw row.error(
    "ROW_MALFORMED",
    `"${sex}" is not a sex. It can be F or M, or empty if unknown.`,
    { column: "sex", cell: sex },
  );
}

/** "PA" or "AP", null for anything else. */
export function frontalView(view: string): ViewPosition | null {
  return view === "PA" || view === "AP" ? view : null;
}

/** A number in a cell, `what` e.g. "box". */
export function parseNumber<Key extends string>(
  row: TableRow<Key>,
  key: Key,
  what: string,
): number {
  const cell = row.cells[key];
  const number = cell === "" ? Number.NaN : Number(cell);
  if (Number.isFinite(number)) return number;
  throw row.error("ROW_MALFORMED", `"${cell}" is not a number (${what}).`, { cell });
}

/** The size of an image; null where both cells are empty. */
export function parseImageSize(row: TableRow<"imageWidth" | "imageHeight">): ImageSize | null {
  if (row.cells.imageWidth === "" && row.cells.imageHeight === "") return null;
  const columns = parseNumber(row, "imageWidth", "the image's width");
  const rows = parseNumber(row, "imageHeight", "the image's height");
  if (rows > 0 && columns > 0) return { rows, columns };
  throw row.error("ROW_MALFORMED", `an image of ${columns} x ${rows} pixels has none.`, {
    rows,
    columns,
  });
}

/** An error about a label that the map doesn't have, with the one that was probably meant. */
export function unknownLabel(row: TableRow<string>, label: string, map: LabelMap): Error {
  const names = Object.keys(map);
  const meant = closestName(label, names);
  const shown = names.length > 30 ? `${names.slice(0, 30).join(", ")}, …` : names.join(", ");
  const cure = meant === null ? `The labels are ${shown}.` : `Did you mean ${meant}?`;
  return row.error("LABEL_UNKNOWN", `"${label}" is not a finding. ${cure}`, { label, meant });
}

/** Refuses a table with a column that is none of these, where every other column is a label. */
export function refuseUnknownColumns(
  header: readonly string[],
  known: readonly string[],
  tableName: string,
): void {
  const unknown = header.find((name) => name !== "" && !known.includes(name));
  if (unknown === undefined) return;
  const meant = closestName(unknown, known);
  const cure = meant === null ? `It can have ${known.join(", ")}.` : `Did you mean ${meant}?`;
  throw new DatasetError(
    "LABEL_UNKNOWN",
    `${tableName}: "${unknown}" is no column of this table. ${cure}`,
    {
      tableName,
      label: unknown,
      meant,
    },
  );
}

/** Counts rows that are left out on purpose, by reason. */
export class LeftOut {
  readonly #rows = new Map<string, number>();

  /** Returns null, so that a row's conversion can end with it. */
  add(reason: string, rows = 1): null {
    this.#rows.set(reason, (this.#rows.get(reason) ?? 0) + rows);
    return null;
  }

  /** The most frequent reason first. */
  list(): LeftOutRows[] {
    return [...this.#rows]
      .map(([reason, rows]) => ({ reason, rows }))
      .sort((one, other) => other.rows - one.rows);
  }
}
