import { join } from "node:path";
import { type Logger, pino } from "pino";
import type { ServerConfig } from "./config/server-config.ts";

/** Where the log of a server goes that a person started on a terminal. */
export function logFileOf({ dataFolder }: Pick<ServerConfig, "dataFolder">): string {
  return join(dataFolder, "server.log");
}

/**
 * The server's log: JSON by the line on standard output, or in a file of this user's. What is logged is named piece
 * by piece; errors come without what they were about.
 */
export function openLog({ log }: Pick<ServerConfig, "log">, file: string | null = null): Logger {
  const options = { level: log.level, base: { process: process.pid } };
  return file === null
    ? pino(options)
    : pino(options, pino.destination({ dest: file, mode: 0o600, sync: true }));
}
