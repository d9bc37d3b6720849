import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { ServerConfig } from "./config/server-config.ts";
import type { Store } from "./store/open-store.ts";

/** A part that does not answer for so long is not ready. */
const SECONDS = 3;

/**
 * Looks whether a server can do its work.
 *
 * @returns what is wrong by the name of the part; nothing if all is well. Without addresses, names or secrets:
 *   anybody may ask.
 */
export async function checkReadiness(
  { database, queue }: Pick<Store, "database" | "queue">,
  { dataFolder }: Pick<ServerConfig, "dataFolder">,
): Promise<Readonly<Record<string, string>>> {
  const checks: Readonly<Record<string, readonly [problem: string, check: Promise<unknown>]>> = {
    database: ["it does not answer", sql`select 1`.execute(database.queries)],
    queue: ["it does not answer", queue.counts()],
    objects: [
      "files cannot be written",
      access(join(dataFolder, "objects"), constants.W_OK | constants.X_OK),
    ],
  };
  const problems: Record<string, string> = {};
  await Promise.all(
    Object.entries(checks).map(async ([part, [problem, check]]) => {
      if (!(await isDone(check))) problems[part] = problem;
    }),
  );
  return problems;
}

/** Whether a check succeeds in time. */
async function isDone(check: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), SECONDS * 1000);
  });
  const done = check.then(
    () => true,
    () => false,
  );
  const isRight = await Promise.race([done, late]);
  clearTimeout(timer);
  return isRight;
}
