import { mkdir } from "node:fs/promises";
import { isThorascopeError } from "../../errors.ts";
import { addressOf, isServing } from "../../server/ask-server.ts";
import { readServerConfig, type ServerConfig } from "../../server/config/index.ts";
import { logFileOf, openLog } from "../../server/log.ts";
import { type RunningServer, startServer } from "../../server/serve.ts";
import { endAfter, stopAsked, stopAtOnceWhenAsked } from "../stop-signals.ts";
import { greeting } from "./greeting.ts";
import { mayOpenPage, openPage } from "./open-page.ts";

/** The options of `thorascope serve`, as commander hands them over. */
export interface ServeOptions {
  readonly config?: string;
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly model?: string;
  readonly threads?: string;
  readonly samples?: true;
  readonly open?: true;
  readonly jsonLog?: true;
}

/**
 * Serves until it is asked to stop; asked again, it stops at once. On a terminal it says in words where it is, and
 * its log goes to a file.
 */
export async function runServe(options: ServeOptions): Promise<void> {
  const config = await readServerConfig({
    file: options.config,
    options: {
      host: options.host,
      port: options.port,
      dataFolder: options.data,
      model: options.model,
      "reading.threads": options.threads,
    },
  });
  const opens = options.open === true && mayOpenPage();
  const logFile = process.stdout.isTTY && !options.jsonLog ? logFileOf(config) : null;
  if (logFile !== null) await mkdir(config.dataFolder, { recursive: true, mode: 0o700 });
  const log = openLog(config, logFile);
  const asked = stopAsked(logFile !== null);
  if (logFile !== null) process.stdout.write("Thorascope starts ...\n");
  let server: RunningServer;
  try {
    server = await startServer(config, log, { samples: options.samples === true });
  } catch (error) {
    if (options.open !== true || !(await isServedAlready(error, config))) throw error;
    const address = addressOf(config);
    process.stderr.write(`Thorascope is running already: ${address}\n`);
    if (opens) await openPage(address);
    return;
  }
  const address = config.access.publicOrigin ?? server.origin;
  if (logFile === null) {
    process.stderr.write(`Thorascope is at ${address}. Ctrl-C stops it.\n`);
  } else {
    const { dataFolder } = config;
    process.stdout.write(
      greeting({ address, dataFolder, logFile, samples: server.samples, opens }),
    );
  }
  if (opens) await openPage(address);
  const signal = await asked;
  log.info({ signal }, "stopping");
  // After SIGHUP the window is closed, and writing to it would end the process at once.
  if (logFile !== null && signal !== "SIGHUP") {
    process.stdout.write("\nThorascope finishes what it has in hand ...\n");
  }
  stopAtOnceWhenAsked();
  await server.stop();
  log.info("stopped");
  endAfter(signal);
}

/** Whether a server could not start because one runs already where people would look for it. */
async function isServedAlready(error: unknown, config: ServerConfig): Promise<boolean> {
  if (!isThorascopeError(error, "STORE_IN_USE") && !isThorascopeError(error, "PORT_TAKEN")) {
    return false;
  }
  return isServing(config);
}
