import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PgBoss from "pg-boss";
import { pino } from "pino";
import { readModelFolder } from "../../src/model/index.node.ts";
import { BUNDLED_MODEL } from "../../src/reading/index.node.ts";
import { addAccess } from "../../src/server/access/index.ts";
import type { AuditLog } from "../../src/server/audit/audit-log.ts";
import { readServerConfig } from "../../src/server/config/index.ts";
import { openPrinter } from "../../src/server/documents/printer/printer.ts";
import { createApp } from "../../src/server/http/app.ts";
import { ImageEvents } from "../../src/server/http/events/image-events.ts";
import { createMetrics } from "../../src/server/http/metrics.ts";
import type { Service } from "../../src/server/http/service.ts";
import type { Pictures } from "../../src/server/pictures/pictures.ts";
import { ReadingQueue } from "../../src/server/queue/reading-queue.ts";
import { connectDatabase } from "../../src/server/store/database.ts";
import { openFolderObjects } from "../../src/server/store/folder-objects.ts";

/** A database is asked with the first query, and describing the API makes none. */
const NOWHERE = "postgresql://127.0.0.1:1/nowhere";

/** Draws nothing: describing the API needs no picture. */
const NO_PICTURES: Pictures = {
  picture: async () => notHere("pictures"),
  pixels: async () => notHere("pixels"),
  heatmap: async () => notHere("heatmaps"),
  report: async () => notHere("reports"),
  card: async () => notHere("the model's card"),
  close: async () => {},
};

const NO_AUDIT: AuditLog = { append: async () => notHere("the audit log") };

/**
 * The OpenAPI document that `thorascope serve` answers with at /openapi.json, asked of the app itself: every route is
 * the server's own. Nothing is stored, read or listened to; a route that needed that to be described would fail here.
 */
export async function apiDescription(version: string): Promise<string> {
  const dataFolder = await mkdtemp(join(tmpdir(), "thorascope-docs-"));
  const config = await readServerConfig({ environment: {}, options: { dataFolder } });
  const log = pino({ level: "silent" });
  const { description } = await readModelFolder(BUNDLED_MODEL);
  const database = await connectDatabase({ url: NOWHERE });
  const service: Service = {
    config,
    version,
    database,
    objects: await openFolderObjects(dataFolder, true),
    audit: NO_AUDIT,
    model: { folder: BUNDLED_MODEL, description },
    pictures: NO_PICTURES,
    printer: openPrinter(config.report.browser, log),
    events: new ImageEvents(database.queries),
    metrics: createMetrics(async () => notHere("the queue's counts")),
    checkReadiness: async () => notHere("readiness"),
    queue: new ReadingQueue(database, new PgBoss(NOWHERE)),
    get intake() {
      return notHere("the intake");
    },
  };
  const app = await createApp(service, {
    log,
    tls: null,
    access: (inner) => addAccess(inner, { config, database, audit: NO_AUDIT }),
  });
  try {
    await app.ready();
    return JSON.stringify(app.swagger());
  } finally {
    await app.close();
    await database.close();
    await rm(dataFolder, { recursive: true });
  }
}

function notHere(what: string): never {
  throw new Error(`describing the API must not need ${what}.`);
}
