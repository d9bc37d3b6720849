import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Actor } from "./actor.ts";
import type { Intake } from "./intake/intake.ts";
import type { Database } from "./store/database.ts";

/** The synthetic radiographs that Thorascope brings along. */
const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));

const SAMPLE_FILE = /\.(png|dcm)$/;

/**
 * Sends the bundled samples to a store that nothing was ever sent to. Whoever has studies of their own, or had, is
 * left alone.
 *
 * @returns how many were sent.
 */
export async function sendSamples(
  { database, intake }: { readonly database: Database; readonly intake: Intake },
  actor: Actor,
): Promise<number> {
  const { queries } = database;
  const study = await queries.selectFrom("study").select("id").limit(1).executeTakeFirst();
  const upload = await queries
    .selectFrom("audit")
    .select("sequence")
    .where("action", "=", "image.upload")
    .limit(1)
    .executeTakeFirst();
  if (study !== undefined || upload !== undefined) return 0;
  const names = (await readdir(SAMPLES)).filter((name) => SAMPLE_FILE.test(name)).sort();
  for (const fileName of names) {
    await intake.take({ source: createReadStream(join(SAMPLES, fileName)), fileName }, actor);
  }
  return names.length;
}
