import type { Database } from "./database.ts";
import type { ObjectStore } from "./object-store.ts";

/** Names that one query asks for. */
const AT_ONCE = 1000;

/** Names of the objects that no row speaks of. */
export async function* orphans(database: Database, objects: ObjectStore): AsyncGenerator<string> {
  let names: string[] = [];
  for await (const name of objects.list()) {
    names.push(name);
    if (names.length < AT_ONCE) continue;
    yield* await withoutRows(database, names);
    names = [];
  }
  yield* await withoutRows(database, names);
}

async function withoutRows(
  { queries }: Database,
  names: readonly string[],
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const images = await queries.selectFrom("image").select("id").where("id", "in", names).execute();
  const readings = await queries
    .selectFrom("reading")
    .select("heatmaps")
    .where("heatmaps", "in", names)
    .execute();
  const known = new Set([...images.map(({ id }) => id), ...readings.map((row) => row.heatmaps)]);
  return names.filter((name) => !known.has(name));
}
