import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The command line of this build. */
const MAIN = resolve(import.meta.dirname, "../../dist/cli/main.js");

/** A built `thorascope serve` or `thorascope worker` in a process of its own. */
export interface Program {
  /** What it said on standard error up to now. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

/** A built `thorascope serve` that takes requests. */
export interface Serving extends Program {
  readonly origin: string;
  /** A figure of /metrics, by its name and labels as Prometheus writes them. */
  readonly metric: (name: string) => Promise<number>;
  /** Resident memory of the whole process, MB (2^20 bytes). */
  readonly megabytes: () => Promise<number>;
}

/** A folder that is gone when `work` is done. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "thorascope-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** More than any bench asks for: the limit of requests is measured apart. */
const UNLIMITED = { THORASCOPE_ACCESS_REQUESTS_PER_MINUTE: "10000000" };

/** Serves from a folder on a free port; `settings` are environment variables. */
export async function serve(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
  nodeOptions: readonly string[] = [],
): Promise<Serving> {
  const args = ["serve", "--port", "0", "--data", folder];
  const program = await start(args, /is at (\S+)\. /, { ...UNLIMITED, ...settings }, nodeOptions);
  const origin = /is at (\S+)\. /.exec(program.said())?.[1] ?? "";
  const metric = async (name: string) => {
    const text = await (await fetch(`${origin}/metrics`)).text();
    const line = text.split("\n").find((line) => line.startsWith(`${name} `));
    return Number(line?.slice(name.length));
  };
  return {
    ...program,
    origin,
    metric,
    megabytes: async () => (await metric("process_resident_memory_bytes")) / 2 ** 20,
  };
}

/** Reads what waits on a PostgreSQL server, in one thread. */
export function startReading(folder: string, databaseUrl: string): Promise<Program> {
  const args = ["worker", "--data", folder, "--threads", "1"];
  return start(args, /Reading in/, { DATABASE_URL: databaseUrl }, []);
}

async function start(
  args: readonly string[],
  ready: RegExp,
  settings: Readonly<Record<string, string>>,
  nodeOptions: readonly string[],
): Promise<Program> {
  const { DATABASE_URL: _, ...environment } = process.env;
  // The log goes to a file, as it would: a terminal is slow.
  const log = openSync(join(args[args.indexOf("--data") + 1] ?? "", "bench.log"), "a");
  const child = spawn(process.execPath, [...nodeOptions, MAIN, ...args], {
    env: { ...environment, ...settings },
    stdio: ["ignore", log, "pipe"],
  });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  while (!ready.test(said)) {
    await Promise.race([once(child.stderr ?? child, "data"), once(child, "exit")]);
    if (child.exitCode !== null) throw new Error(`thorascope ${args.join(" ")} ended: ${said}`);
  }
  const stop = async () => {
    process.off("exit", end);
    await stopped(child);
  };
  return { said: () => said, stop };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}
