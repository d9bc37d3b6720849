import { checkExposure, readServerConfig, type ServerConfig } from "../../config/index.ts";
import type { ConfigSources } from "../../config/read-config.ts";
import { appliedMigrations } from "../../store/applied-migrations.ts";
import type { Database } from "../../store/database.ts";
import { ownerOfFolder } from "../../store/folder-lock.ts";
import { checkAudit } from "./check-audit.ts";
import { checkClock, checkMigrations, checkUnused } from "./check-database.ts";
import { checkFolder } from "./check-folder.ts";
import { checkObjects } from "./check-objects.ts";
import { checkPort } from "./check-port.ts";
import { checkQueue } from "./check-queue.ts";
import { checkModel, checkNode } from "./check-runtime.ts";
import { checkTls } from "./check-tls.ts";
import { type Finding, fine, reasonOf, skipped, wrong } from "./finding.ts";
import { lookAtDatabase } from "./look-at-database.ts";

/** What to look at. */
export interface DiagnoseOptions {
  readonly sources: ConfigSources;
  /** Whether every stored byte is compared. */
  readonly thorough?: boolean;
}

/**
 * Looks at an installation from its runtime to its audit log, and changes nothing. It works beside a running
 * server; with the embedded database, what only that server can see is skipped then.
 */
export async function* diagnose({
  sources,
  thorough = false,
}: DiagnoseOptions): AsyncGenerator<Finding> {
  yield checkNode();
  let config: ServerConfig;
  try {
    config = await readServerConfig(sources);
    checkExposure(config);
    yield fine("configuration", "every setting is known and valid.");
  } catch (error) {
    yield wrong("configuration", reasonOf(error), "docs/configuration.md lists all settings.");
    yield skipped("everything else", "it depends on the configuration.");
    return;
  }
  yield await checkModel(config.model);
  const now = new Date();
  yield* await checkTls(config, now);
  yield* await checkFolder(config);
  yield* await checkLock(config);
  yield* await checkPort(config);
  yield* await checkUnused(config);
  const looked = await lookAtDatabase(config).catch((error: unknown) => ({
    finding: wrong("database", `it cannot be found: ${reasonOf(error)}.`, "Cure the above first."),
  }));
  if ("finding" in looked) {
    yield looked.finding;
    yield await checkClock(null, now);
    return;
  }
  try {
    yield* checkStore(looked.database, config, thorough, now);
  } finally {
    await looked.database.close();
  }
}

async function* checkStore(
  database: Database,
  config: ServerConfig,
  thorough: boolean,
  now: Date,
): AsyncGenerator<Finding> {
  const migrations = await checkMigrations(database);
  yield migrations;
  const hasTables = (await appliedMigrations(database)).length > 0;
  yield await checkClock(hasTables ? database : null, now);
  if (!hasTables || migrations.state === "wrong") return;
  const checks = [
    ["files", () => checkObjects(database, config.dataFolder, thorough)],
    ["queue", () => checkQueue(database)],
    ["audit log", () => checkAudit(database, config)],
  ] as const;
  for (const [name, check] of checks) {
    try {
      yield* await check();
    } catch (error) {
      yield wrong(
        name,
        `it cannot be looked at: ${reasonOf(error)}.`,
        "Look at the database's log.",
      );
    }
  }
}

async function checkLock({ dataFolder }: ServerConfig): Promise<readonly Finding[]> {
  const owner = await ownerOfFolder(dataFolder).catch(() => null);
  return owner === null ? [] : [fine("data folder", `in use by process ${owner}.`)];
}
