import { readServerConfig } from "../../server/config/index.ts";
import { openLog } from "../../server/log.ts";
import { startServer } from "../../server/serve.ts";
import { stopAsked, stopAtOnceWhenAsked } from "../stop-signals.ts";

/** The options of `thorascope serve`, as commander hands them over. */
export interface ServeOptions {
  readonly config?: string;
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly model?: string;
  readonly threads?: string;
}

/** Serves until it is asked to stop; asked again, it stops at once. */
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
  const log = openLog(config);
  const asked = stopAsked();
  const server = await startServer(config, log);
  process.stderr.write(`Thorascope is at ${server.origin}. Ctrl-C stops it.\n`);
  const signal = await asked;
  log.info({ signal }, "stopping");
  stopAtOnceWhenAsked();
  await server.stop();
  log.info("stopped");
}
