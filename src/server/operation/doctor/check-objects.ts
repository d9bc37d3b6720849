import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../../store/database.ts";
import { folderObjects, objectPath } from "../../store/folder-objects.ts";
import { orphans } from "../../store/orphans.ts";
import { type Finding, fine, reasonOf, warning, wrong } from "./finding.ts";

/** Objects that are named in a message. */
const NAMED = 10;

/** Rows that one query gives. */
const AT_ONCE = 1_000;

/** What is younger may be about to get its row. */
const YOUNGEST_MILLISECONDS = 3_600_000;

/**
 * Whether every object that a row names is there, and whether there are others.
 *
 * @param thorough whether their bytes are compared with their names: all of them are read.
 */
export async function checkObjects(
  database: Database,
  dataFolder: string,
  thorough: boolean,
): Promise<readonly Finding[]> {
  const folder = join(dataFolder, "objects");
  const objects = folderObjects(folder);
  const missing: string[] = [];
  const damaged: string[] = [];
  let count = 0;
  for await (const { name, bytes } of named(database)) {
    count++;
    const found = await stat(objectPath(folder, name)).catch(() => null);
    if (found === null) missing.push(name);
    else if (bytes !== null && found.size !== bytes) damaged.push(name);
    else if (thorough && !(await isWhole(objects.read(name)))) damaged.push(name);
  }
  const findings = [
    ...lost(missing, "missing"),
    ...lost(damaged, "damaged"),
    ...(await unnamed(database, folder, count)),
  ];
  if (missing.length + damaged.length > 0) return findings;
  const how = thorough
    ? "and have the bytes that they were given"
    : "and as long as they were (--thorough compares their bytes)";
  return [fine("files", `all ${count.toLocaleString("en-US")} are there, ${how}.`), ...findings];
}

async function* named({
  queries,
}: Database): AsyncGenerator<{ readonly name: string; readonly bytes: number | null }> {
  for (let last = ""; ; ) {
    const rows = await queries
      .selectFrom("image")
      .select(["id", "bytes"])
      .where("id", ">", last)
      .orderBy("id")
      .limit(AT_ONCE)
      .execute();
    for (const { id, bytes } of rows) yield { name: id, bytes };
    last = rows.at(-1)?.id ?? "";
    if (rows.length < AT_ONCE) break;
  }
  for (let last = ""; ; ) {
    const rows = await queries
      .selectFrom("reading")
      .select("heatmaps")
      .distinct()
      .where("heatmaps", ">", last)
      .orderBy("heatmaps")
      .limit(AT_ONCE)
      .execute();
    for (const { heatmaps } of rows) yield { name: heatmaps, bytes: null };
    last = rows.at(-1)?.heatmaps ?? "";
    if (rows.length < AT_ONCE) break;
  }
}

async function isWhole(read: Promise<unknown>): Promise<boolean> {
  return read.then(
    () => true,
    () => false,
  );
}

function lost(names: readonly string[], what: string): Finding[] {
  if (names.length === 0) return [];
  const more = names.length - NAMED;
  const list = `${names.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more.toLocaleString("en-US")} more` : ""}`;
  return [
    wrong(
      "files",
      `${names.length.toLocaleString("en-US")} of images or heatmaps ${names.length === 1 ? "is" : "are"} ${what}: ${list}.`,
      "Send the image again, or copy the file from a backup into `objects`. Check the disk.",
    ),
  ];
}

async function unnamed(database: Database, folder: string, known: number): Promise<Finding[]> {
  const objects = folderObjects(folder);
  const before = Date.now() - YOUNGEST_MILLISECONDS;
  let count = 0;
  try {
    for await (const name of orphans(database, objects)) {
      const changedAt = await objects.changedAt(name);
      if (changedAt !== null && changedAt.getTime() < before) count++;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    return [wrong("files", `the folder cannot be listed: ${reasonOf(error)}.`, "Check the disk.")];
  }
  if (count === 0) return [];
  const some = `${count.toLocaleString("en-US")} ${count === 1 ? "is" : "are"}`;
  if (database.kind === "embedded" && known === 0) {
    return [
      wrong(
        "files",
        `${some} there, and the embedded database knows of none: the server uses another, or a power cut took all rows.`,
        "Where the server uses PostgreSQL, give this command its DATABASE_URL too. If it does not, start it: it takes images in once more.",
      ),
    ];
  }
  return [
    warning(
      "files",
      `${some} named by no row, as after a power cut.`,
      "Start the server again: it takes such images in once more and removes such heatmaps.",
    ),
  ];
}
