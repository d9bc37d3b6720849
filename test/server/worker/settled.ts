import { setTimeout as wait } from "node:timers/promises";
import type { Store } from "../../../src/server/store/open-store.ts";

/** Waits until no image of a store waits or is being read. */
export async function settled({ database }: Store): Promise<void> {
  while ((await countOf(database, ["queued", "reading"])) > 0) await wait(100);
}

async function countOf(
  { queries }: Store["database"],
  statuses: readonly ("queued" | "reading")[],
): Promise<number> {
  const { count } = await queries
    .selectFrom("image")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("status", "in", statuses)
    .executeTakeFirstOrThrow();
  return Number(count);
}
