import { auditPlaceOf, openAuditLog } from "../../server/audit/index.ts";
import { readServerConfig } from "../../server/config/index.ts";
import { openLog } from "../../server/log.ts";
import { openStore } from "../../server/store/open-store.ts";
import { startWorker } from "../../server/worker/start-worker.ts";
import { UsageError } from "../errors.ts";
import { stopAsked, stopAtOnceWhenAsked } from "../stop-signals.ts";

/** The options of `thorascope worker`, as commander hands them over. */
export interface WorkerOptions {
  readonly config?: string;
  readonly data?: string;
  readonly model?: string;
  readonly threads?: string;
}

/** Seconds that readings in hand may take once the worker is to stop. */
const READING_SECONDS = 20;

/** Reads until it is asked to stop; asked again, it stops at once. */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const config = await readServerConfig({
    file: options.config,
    options: {
      dataFolder: options.data,
      model: options.model,
      "reading.threads": options.threads,
    },
  });
  refuseIdle(config);
  const log = openLog(config);
  const asked = stopAsked();
  const store = await openStore(config);
  try {
    const audit = await openAuditLog(auditPlaceOf(config, store.database), (problem) =>
      log.error({ problem }, "audit log"),
    );
    try {
      const worker = await startWorker(store, config, audit, log);
      const { threads } = config.reading;
      process.stderr.write(
        `Reading in ${threads} thread${threads === 1 ? "" : "s"}. Ctrl-C stops.\n`,
      );
      const signal = await asked;
      log.info({ signal }, "stopping");
      stopAtOnceWhenAsked();
      await worker.stop(READING_SECONDS);
    } finally {
      await audit.close();
    }
  } finally {
    await store.close();
  }
  log.info("stopped");
}

/** An embedded database has one process, and a worker without threads has nothing to do. */
function refuseIdle({
  databaseUrl,
  reading,
}: {
  readonly databaseUrl: string | null;
  readonly reading: { readonly threads: number };
}): void {
  if (databaseUrl === null) {
    throw new UsageError(
      "a worker shares a PostgreSQL server with others: set DATABASE_URL. With the embedded database `thorascope serve` reads by itself.",
    );
  }
  if (reading.threads === 0) {
    throw new UsageError(
      "a worker with 0 threads reads nothing: set reading.threads or --threads.",
    );
  }
}
