import { type Logger, pino } from "pino";
import type { ServerConfig } from "./config/server-config.ts";

/**
 * The server's log: JSON by the line on standard output. What is logged is named piece by piece; errors come without
 * what they were about.
 */
export function openLog({ log }: Pick<ServerConfig, "log">): Logger {
  return pino({ level: log.level, base: { process: process.pid } });
}
