import Type, { type Static } from "typebox";
import { KEPT_TABLES, type KeptTable } from "./kept-tables.ts";

/**
 * Edition of the format. A backup is a tar file (POSIX ustar) of plain files, in this order: the head; rows of
 * the tables, as lines of JSON; key and head of the audit log; objects under their SHA-256; the manifest.
 */
export const FORMAT = 1;

export const HEAD_PART = "thorascope-backup.json";
export const MANIFEST_PART = "manifest.json";
export const KEY_PART = "audit/audit.key";
export const HEAD_FILE_PART = "audit/audit.head";

/** Most bytes of a part that is read into memory: rows are cut into parts of a few MiB. */
export const MOST_PART_BYTES = 256 << 20;

/** Name of a part with rows. */
export function rowsPart(table: string, number: number): string {
  return `tables/${table}/${String(number).padStart(6, "0")}.jsonl`;
}

export function objectPart(sha256: string): string {
  return `objects/${sha256}`;
}

/** What a part is, by its name; null where no backup has such a part. */
export type PartKind =
  | { readonly kind: "head" | "manifest" | "key" | "head-file" }
  | { readonly kind: "rows"; readonly table: string }
  | { readonly kind: "object"; readonly sha256: string };

/** Tells what a part is. Nothing but these names ever becomes a path. */
export function partKindOf(path: string): PartKind | null {
  if (path === HEAD_PART) return { kind: "head" };
  if (path === MANIFEST_PART) return { kind: "manifest" };
  if (path === KEY_PART) return { kind: "key" };
  if (path === HEAD_FILE_PART) return { kind: "head-file" };
  const [, sha256] = /^objects\/([0-9a-f]{64})$/.exec(path) ?? [];
  if (sha256 !== undefined) return { kind: "object", sha256 };
  const [, table] = /^tables\/([a-z_]+)\/\d{6}\.jsonl$/.exec(path) ?? [];
  return table === undefined ? null : { kind: "rows", table };
}

const strict = { additionalProperties: false } as const;
const Sha256 = Type.String({ pattern: "^[0-9a-f]{64}$" });
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** The first part: who made the backup. Later formats have these two at least. */
export const FormatSchema = Type.Object({
  format: Type.Integer({ minimum: 1 }),
  thorascope: Type.String({ maxLength: 100 }),
});

export const BackupHeadSchema = Type.Object(
  {
    format: Type.Literal(FORMAT),
    /** Version of Thorascope. */
    thorascope: Type.String({ maxLength: 100 }),
    createdAt: Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" }),
    /** Which kind of database it was made of. */
    database: Type.Enum(["embedded", "server"]),
    /** Names of the migrations that had run. */
    migrations: Type.Array(Type.String({ maxLength: 200 }), { minItems: 1 }),
  },
  strict,
);

export type BackupHead = Static<typeof BackupHeadSchema>;

const TableSchema = Type.Object(
  { columns: Type.Array(Type.String({ pattern: "^[a-z_0-9]+$" })), rows: Count },
  strict,
);

/** The last part: what the backup must hold. A line of JSON, then that line's SHA-256. */
export const ManifestSchema = Type.Object(
  {
    /** A table that the backup's version did not have yet is left out. */
    tables: Type.Partial(
      Type.Object(
        Object.fromEntries(KEPT_TABLES.map((table) => [table, TableSchema])) as Record<
          KeptTable,
          typeof TableSchema
        >,
        strict,
      ),
    ),
    /** Last number of the changes of images; null where there was none. */
    revision: Type.Union([Type.String({ pattern: "^\\d{1,19}$" }), Type.Null()]),
    /** Every part before it, less the objects. */
    parts: Type.Array(Type.Object({ path: Type.String(), bytes: Count, sha256: Sha256 }, strict)),
    /** SHA-256 of the lines `HASH BYTES` of all objects, in their order. */
    objects: Type.Object({ count: Count, bytes: Count, sha256: Sha256 }, strict),
    /** Objects that rows name but that were missing or damaged when the backup was made. */
    missing: Type.Array(Sha256),
  },
  strict,
);

export type Manifest = Static<typeof ManifestSchema>;
