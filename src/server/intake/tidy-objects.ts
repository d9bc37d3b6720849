import { isThorascopeError } from "../../errors.ts";
import type { Actor } from "../actor.ts";
import type { Store } from "../store/open-store.ts";
import { orphans } from "../store/orphans.ts";
import type { Intake } from "./intake.ts";
import { headOf } from "./upload-stream.ts";

/** What is younger may be about to get its row, from another process. */
const YOUNGEST_MILLISECONDS = 3_600_000;

/** How files of NumPy begin, as heatmaps do: they can be made again. */
const NUMPY = Buffer.from("\x93NUMPY", "latin1");

/** The name of a file whose row, and with it the name, is lost. */
const NAME = "recovered";

const RECOVERY: Actor = { kind: "system", id: null, name: "recovery", role: "admin" };

/** What was done about objects without rows. */
export interface TidiedObjects {
  /** Images that got a row again. */
  readonly recovered: number;
  /** Heatmaps that were removed. */
  readonly removed: number;
}

/**
 * Puts objects in order that no row speaks of. An image is taken in once more, as if it was sent: its sender may have
 * been told that it is safe, before a power cut took the row. Heatmaps are removed. One that can't be put in order,
 * e.g. because another server does the same at this moment, stays as it is and does not keep the others from it.
 *
 * @param report is told which object stayed, and why.
 */
export async function tidyObjects(
  { database, objects }: Store,
  intake: Intake,
  report: (object: string, error: unknown) => void,
): Promise<TidiedObjects> {
  const before = new Date(Date.now() - YOUNGEST_MILLISECONDS);
  const done = { recovered: 0, removed: 0 };
  for await (const name of orphans(database, objects)) {
    try {
      const what = await tidyObject({ database, objects }, intake, name, before);
      if (what !== null) done[what]++;
    } catch (error) {
      report(name, error);
    }
  }
  return done;
}

/** @returns what was done about an object; null if nothing. */
async function tidyObject(
  { database, objects }: Pick<Store, "database" | "objects">,
  intake: Intake,
  name: string,
  before: Date,
): Promise<keyof TidiedObjects | null> {
  const source = await objects.open(name);
  try {
    const { head, all } = await headOf(source, NUMPY.length);
    if (NUMPY.equals(head)) {
      return (await objects.removeUnlessNewer(name, before)) ? "removed" : null;
    }
    // Nobody else can be about to give it its row where the store is this process's alone.
    const changedAt = await objects.changedAt(name);
    if (database.kind === "server" && (changedAt === null || changedAt > before)) return null;
    return (await takeAgain(intake, all)) ? "recovered" : null;
  } finally {
    source.destroy();
  }
}

/** @returns whether it was an image: not where it is refused, e.g. because the limits are lower by now. */
async function takeAgain(intake: Intake, source: AsyncIterable<Uint8Array>): Promise<boolean> {
  try {
    return (await intake.take({ source, fileName: NAME }, RECOVERY)).accepted.length > 0;
  } catch (error) {
    if (isThorascopeError(error)) return false;
    throw error;
  }
}
