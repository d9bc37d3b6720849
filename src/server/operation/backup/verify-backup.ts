import { createHash } from "node:crypto";
import type { TSchema } from "typebox";
import { Check } from "typebox/schema";
import { MIGRATIONS } from "../../store/migrations/index.ts";
import { OperationError } from "../errors.ts";
import {
  type BackupHead,
  BackupHeadSchema,
  FORMAT,
  FormatSchema,
  HEAD_FILE_PART,
  KEY_PART,
  type Manifest,
  ManifestSchema,
} from "./format.ts";
import { KEPT_TABLES, type KeptTable } from "./kept-tables.ts";
import { damaged, type Part, readParts, unreadable } from "./part-reader.ts";
import { parseRows } from "./table-rows.ts";

/** A backup whose every byte is as it was written. */
export interface VerifiedBackup {
  readonly file: string;
  readonly head: BackupHead;
  readonly manifest: Manifest;
}

/**
 * Reads a backup through and compares every part with the manifest. Nothing is written anywhere.
 *
 * @throws OperationError BACKUP_UNREADABLE, BACKUP_DAMAGED, BACKUP_FOREIGN, BACKUP_NEWER.
 */
export async function verifyBackup(file: string): Promise<VerifiedBackup> {
  let head: BackupHead | null = null;
  let manifest: Manifest | null = null;
  const parts: Manifest["parts"] = [];
  const seen = new Set<string>();
  const list = createHash("sha256");
  let count = 0;
  let objectBytes = 0;
  for await (const part of readParts(file)) {
    if (manifest !== null) throw damaged("goes on after its manifest");
    if (seen.has(part.path)) throw damaged(`holds ${part.path} twice`);
    seen.add(part.path);
    if (head === null) {
      if (part.kind.kind !== "head") throw unreadable("is no backup");
      head = await readHead(part);
      requireKnownMigrations(head);
    }
    if (part.kind.kind === "manifest") {
      manifest = await readManifest(part);
      continue;
    }
    const sha256 = await hashOf(part);
    if (part.kind.kind !== "object") {
      parts.push({ path: part.path, bytes: part.bytes, sha256 });
      continue;
    }
    if (sha256 !== part.kind.sha256) throw damaged(`holds other bytes as ${part.path}`);
    list.update(`${sha256} ${part.bytes}\n`);
    count++;
    objectBytes += part.bytes;
  }
  if (head === null || manifest === null) throw damaged("is cut off");
  requireSame(manifest, parts, { count, bytes: objectBytes, sha256: list.digest("hex") });
  return { file, head, manifest };
}

/** The rows of a verified backup, a part at a time. @throws OperationError BACKUP_DAMAGED. */
export async function* readRows({ file, manifest }: VerifiedBackup) {
  const counts = new Map<KeptTable, number>();
  for await (const part of readParts(file)) {
    if (part.kind.kind !== "rows") continue;
    const table = tableOf(part.kind.table);
    if (table === null) throw damaged(`holds rows of ${part.kind.table}, which is no table`);
    const columns = manifest.tables[table]?.columns ?? [];
    const rows = parseRows((await part.read()).toString("utf8"), columns.length);
    if (rows === null) throw damaged(`holds other things than rows in ${part.path}`);
    counts.set(table, (counts.get(table) ?? 0) + rows.length);
    yield { table, columns, rows };
  }
  for (const table of KEPT_TABLES) {
    if ((counts.get(table) ?? 0) !== (manifest.tables[table]?.rows ?? 0)) {
      throw damaged(`lacks rows of ${table}`);
    }
  }
}

function tableOf(name: string): KeptTable | null {
  return KEPT_TABLES.find((table) => table === name) ?? null;
}

/** @throws OperationError BACKUP_NEWER, BACKUP_UNREADABLE. */
async function readHead(part: Part): Promise<BackupHead> {
  const head = await readJson(part, FormatSchema);
  const { format, thorascope } = head as { format: number; thorascope: string };
  if (format > FORMAT) throw newer(thorascope);
  if (Check(BackupHeadSchema, head)) return head;
  throw damaged(`says nonsense in ${part.path}`);
}

/** The manifest's own hash stands in its second line. */
async function readManifest(part: Part): Promise<Manifest> {
  const [line = "", sha256, ...rest] = (await part.read()).toString("utf8").split("\n");
  const isWhole = createHash("sha256").update(line).digest("hex") === sha256;
  const manifest = isWhole && rest.join("") === "" ? parseJson(line) : null;
  if (Check(ManifestSchema, manifest)) return manifest as Manifest;
  throw damaged(`says nonsense in ${part.path}`);
}

async function readJson(part: Part, schema: TSchema): Promise<unknown> {
  const value = parseJson((await part.read()).toString("utf8"));
  if (Check(schema, value)) return value;
  throw damaged(`says nonsense in ${part.path}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function hashOf(part: Part): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of part.content()) hash.update(chunk);
  return hash.digest("hex");
}

function requireSame(
  manifest: Manifest,
  parts: Manifest["parts"],
  objects: Manifest["objects"],
): void {
  for (const [index, expected] of manifest.parts.entries()) {
    const part = parts[index];
    if (part?.path !== expected.path) throw damaged(`lacks ${expected.path}`);
    if (part.sha256 !== expected.sha256 || part.bytes !== expected.bytes)
      throw damaged(`holds other bytes as ${part.path}`);
  }
  const more = parts[manifest.parts.length];
  if (more) throw damaged(`holds ${more.path}, of which its manifest does not speak`);
  for (const path of [KEY_PART, HEAD_FILE_PART]) {
    if (!parts.some((part) => part.path === path)) throw damaged(`lacks ${path}`);
  }
  const { count, bytes, sha256 } = manifest.objects;
  if (objects.count !== count || objects.bytes !== bytes || objects.sha256 !== sha256) {
    throw damaged("does not hold the objects of its manifest");
  }
}

/** An earlier version's migrations are the first of ours. */
function requireKnownMigrations({ migrations, thorascope }: BackupHead): void {
  const known = Object.keys(MIGRATIONS).sort();
  if (migrations.some((name) => !known.includes(name))) throw newer(thorascope);
  if (migrations.some((name, index) => name !== known[index])) {
    throw damaged("names migrations out of their order");
  }
}

function newer(thorascope: string): OperationError {
  return new OperationError(
    "BACKUP_NEWER",
    `the backup was made by Thorascope ${thorascope}, which is later than this one. Restore it with that version, or a later one.`,
    { thorascope },
  );
}
