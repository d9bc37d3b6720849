import type { Database } from "./database.ts";
import type { ObjectStore } from "./object-store.ts";

/** What is younger may be about to get its row. */
const YOUNGEST_MILLISECONDS = 3_600_000;

/** Names that one query asks for. */
const AT_ONCE = 1000;

/**
 * Removes objects that no row speaks of: what a process left that died between an object and its row.
 *
 * @returns how many were removed.
 */
export async function sweepObjects(database: Database, objects: ObjectStore): Promise<number> {
  const before = new Date(Date.now() - YOUNGEST_MILLISECONDS);
  let removed = 0;
  let names: string[] = [];
  const sweep = async () => {
    const known = await namesWithRows(database, names);
    for (const name of names) {
      if (!known.has(name) && (await objects.removeUnlessNewer(name, before))) removed++;
    }
    names = [];
  };
  for await (const name of objects.list()) {
    names.push(name);
    if (names.length === AT_ONCE) await sweep();
  }
  await sweep();
  return removed;
}

async function namesWithRows(
  { queries }: Database,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const images = await queries.selectFrom("image").select("id").where("id", "in", names).execute();
  const heatmaps = await queries
    .selectFrom("reading")
    .select("heatmaps")
    .where("heatmaps", "in", names)
    .execute();
  return new Set([...images.map(({ id }) => id), ...heatmaps.map((row) => row.heatmaps)]);
}
