import { renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import type { ServerConfig } from "./config/server-config.ts";

/** A file that is larger is put aside when the server starts; the one before it goes. */
const LARGEST_FILE = 10 * 2 ** 20;

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
  if (file === null) return pino(options);
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size > LARGEST_FILE) renameSync(file, `${file}.1`);
  return pino(options, pino.destination({ dest: file, mode: 0o600, sync: true }));
}

/** Where it happened. The message of a database may repeat a patient's name: it is left out, as are its fields. */
export function withoutValues(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const [, ...stack] = (error.stack ?? "").split("\n    at ");
  return { name: error.name, code: "code" in error ? error.code : undefined, stack };
}
