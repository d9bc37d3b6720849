import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

/** The command line of this build. */
const MAIN = resolve(import.meta.dirname, "../../../dist/cli/main.js");

/** More than any test asks for. */
const UNLIMITED = { THORASCOPE_ACCESS_REQUESTS_PER_MINUTE: "10000000" };

/** A built `thorascope serve` in a process of its own, which can be killed and started again at the same address. */
export interface ServerProcess {
  readonly origin: string;
  /** Ends it at once, as a power cut does. */
  kill9(): Promise<void>;
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Serves from a folder; `settings` are environment variables. */
export async function startServerProcess(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  let { child, origin } = await serve(folder, "0", settings);
  const { port } = new URL(origin);
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  };
  return {
    origin,
    kill9: () => end("SIGKILL"),
    async restart() {
      await end("SIGTERM");
      ({ child, origin } = await serve(folder, port, settings));
    },
    stop: () => end("SIGTERM"),
  };
}

/** Starts it, and waits until it takes requests. */
async function serve(
  folder: string,
  port: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; origin: string }> {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [MAIN, "serve", "--port", port, "--data", folder], {
    env: { ...environment, ...UNLIMITED, ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  for (;;) {
    const origin = /(http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
    if (origin !== undefined) return { child, origin };
    await Promise.race([once(child.stderr ?? child, "data"), once(child, "exit")]);
    if (child.exitCode !== null) throw new Error(`thorascope serve ended: ${said}`);
  }
}
