import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { readModelFolder } from "../model/index.node.ts";
import { BUNDLED_MODEL } from "../reading/index.node.ts";
import { addAccess } from "./access/index.ts";
import type { Actor } from "./actor.ts";
import { auditPlaceOf, openAuditLog } from "./audit/index.ts";
import { checkExposure, type ServerConfig } from "./config/index.ts";
import { openPrinter } from "./documents/printer/printer.ts";
import { ServeError } from "./errors.ts";
import { type AppOptions, createApp } from "./http/app.ts";
import { ImageEvents } from "./http/events/image-events.ts";
import { createMetrics } from "./http/metrics.ts";
import { openIntake } from "./intake/intake.ts";
import { tidyObjects } from "./intake/tidy-objects.ts";
import { withoutValues } from "./log.ts";
import { openPictures } from "./pictures/pictures.ts";
import { checkReadiness } from "./readiness.ts";
import { sendSamples } from "./send-samples.ts";
import { unusedEmbedded } from "./store/beside-database.ts";
import { openStore } from "./store/open-store.ts";
import { startWorker } from "./worker/start-worker.ts";

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };

const PICTURE_THREADS = 1;

/** Seconds that answers in progress, and then readings in hand, may take once the server is to stop. */
const ANSWER_SECONDS = 20;
const READING_SECONDS = 20;

const SERVER: Actor = { kind: "system", id: null, name: "server", role: "admin" };

/** A server that takes requests. */
export interface RunningServer {
  /** Where it listens, e.g. http://127.0.0.1:8420. */
  readonly origin: string;
  /** How many samples it sent to itself when it started. */
  readonly samples: number;
  /**
   * Takes no more requests, answers those it has, finishes readings in hand or gives them back, and closes all, in
   * at most about a minute.
   */
  stop(): Promise<void>;
}

/** What a server is to do once it runs. */
export interface StartOptions {
  /** Whether to send the bundled samples to a store that nothing was ever sent to. */
  readonly samples?: boolean;
}

/**
 * Starts a server: store, audit log, API and, unless `reading.threads` is 0, readings.
 *
 * @throws ThorascopeError if the configuration lets strangers in, the store or the model cannot be used; nothing
 *   is left open then.
 */
export async function startServer(
  config: ServerConfig,
  log: Logger,
  options: StartOptions = {},
): Promise<RunningServer> {
  checkExposure(config);
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) {
      // What cannot be closed must not keep the rest open.
      await step().catch((error: unknown) =>
        log.error({ reason: String(error) }, "closing failed"),
      );
    }
  };
  try {
    const folder = config.model ?? BUNDLED_MODEL;
    const { description } = await readModelFolder(folder);
    const tls = await readTls(config);
    const store = await openStore(config);
    undo.push(() => store.close());
    const unused = await unusedEmbedded(config);
    if (unused !== null) {
      log.warn({ folder: unused }, "an embedded database that is not used; see thorascope doctor");
    }
    const { database, queue } = store;
    const audit = await openAuditLog(auditPlaceOf(config, database), (problem) =>
      log.error({ problem }, "audit log"),
    );
    undo.push(() => audit.close());
    const pictures = await openPictures(PICTURE_THREADS);
    undo.push(() => pictures.close());
    const printer = openPrinter(config.report.browser, log);
    undo.push(() => printer.close());
    const intake = openIntake(store, config.uploads, audit);
    undo.push(() => intake.close());
    const tidied = await tidyObjects(store, intake, (object, error) =>
      log.error({ object, error: withoutValues(error) }, "an object without a row stays so"),
    );
    log.info({ ...tidied }, "objects without rows");
    const metrics = createMetrics(() => queue.counts());
    const app = await createApp(
      {
        ...store,
        config,
        version,
        audit,
        intake,
        model: { folder, description },
        pictures,
        printer,
        events: new ImageEvents(database.queries),
        metrics,
        checkReadiness: () => checkReadiness(store, config),
      },
      { log, tls, access: (app) => addAccess(app, { config, database, audit }) },
    );
    await app.ready();
    if (config.reading.threads > 0) {
      const worker = await startWorker(store, config, audit, log, (outcome, seconds) =>
        metrics.readings.observe({ outcome }, seconds),
      );
      undo.push(() => worker.stop(READING_SECONDS));
    }
    await app.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
      throw portProblem(error, config);
    });
    undo.push(async () => {
      const late = setTimeout(() => app.server.closeAllConnections(), ANSWER_SECONDS * 1000);
      await app.close();
      clearTimeout(late);
      await audit.append({ actor: SERVER, action: "server.stop", subject: null });
    });
    await audit.append({
      actor: SERVER,
      action: "server.start",
      subject: null,
      detail: { version },
    });
    const origin = originOf(app.server.address() as AddressInfo, tls !== null);
    log.info({ origin, version, model: description.version, database: database.kind }, "serving");
    const samples = options.samples ? await welcome({ database, intake }, log) : 0;
    return { origin, samples, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Sends the samples; a server without them is a server all the same. */
async function welcome(store: Parameters<typeof sendSamples>[0], log: Logger): Promise<number> {
  try {
    return await sendSamples(store, SERVER);
  } catch (error) {
    log.error({ reason: String(error) }, "the samples were not sent");
    return 0;
  }
}

/** A port that is taken, in words; any other problem as it is. */
function portProblem(error: unknown, { host, port }: ServerConfig): unknown {
  if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") return error;
  return new ServeError(
    "PORT_TAKEN",
    `something else listens on port ${port} of ${host}. End it, or give Thorascope another port: --port ${port === 65_535 ? port - 1 : port + 1}.`,
    { host, port },
  );
}

async function readTls({ access: { tls } }: ServerConfig): Promise<AppOptions["tls"]> {
  if (tls === null) return null;
  const [cert, key] = await Promise.all([readFile(tls.certificateFile), readFile(tls.keyFile)]);
  return { cert, key };
}

function originOf({ address, family, port }: AddressInfo, isSecure: boolean): string {
  const host = family === "IPv6" ? `[${address}]` : address;
  return `${isSecure ? "https" : "http"}://${host}:${port}`;
}
