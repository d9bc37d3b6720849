import type { Tables } from "../../store/tables.ts";

/**
 * The tables that a backup holds: all but sessions, which end with the server. Each stands after those that its
 * rows name.
 */
export const KEPT_TABLES = [
  "study",
  "image",
  "reading",
  "feedback",
  "report",
  "account",
  "token",
  "audit",
] as const satisfies readonly (keyof Tables)[];

export type KeptTable = (typeof KEPT_TABLES)[number];

/** The column that orders a table's rows. */
export function keyOf(table: KeptTable): string {
  return table === "audit" ? "sequence" : "id";
}
