import type { Migration } from "kysely";
import { up as firstTables } from "./001-first-tables.ts";
import { up as appendOnlyAudit } from "./002-append-only-audit.ts";
import { up as positiveFindings } from "./003-positive-findings.ts";
import { up as clearFindings } from "./004-clear-findings.ts";

/** Every change of the tables, in order. One that has been released is never edited: add the next. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "001-first-tables": { up: firstTables },
  "002-append-only-audit": { up: appendOnlyAudit },
  "003-positive-findings": { up: positiveFindings },
  "004-clear-findings": { up: clearFindings },
};
