import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pino } from "pino";
import { readServerConfig, type ServerConfig } from "../../../src/server/config/index.ts";
import { type RunningServer, startServer } from "../../../src/server/serve.ts";

export const SAMPLES = resolve(import.meta.dirname, "../../../samples");

/** A server in a folder of its own, on a free port. */
export interface TestServer {
  readonly origin: string;
  /** What it logged. */
  readonly log: readonly string[];
  readonly config: ServerConfig;
  /** Asks it, with a path. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** The JSON of an answer, whatever its status. */
  json<Content = Record<string, unknown>>(path: string, init?: RequestInit): Promise<Content>;
  /** Sends files by their paths or as name and bytes. */
  send(
    ...files: readonly (string | readonly [name: string, bytes: Uint8Array])[]
  ): Promise<Response>;
  stop(): Promise<void>;
}

/** Starts one; `change` makes another configuration of the default. */
export async function startTestServer(
  change: (config: ServerConfig) => ServerConfig = (config) => config,
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-http-"));
  const defaults = await readServerConfig({
    environment: {},
    options: { dataFolder: folder, "access.requestsPerMinute": 100_000 },
  });
  const config = change({ ...defaults, port: 0 });
  const log: string[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => log.push(line) });
  let server: RunningServer;
  try {
    server = await startServer(config, logger);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const ask: TestServer["ask"] = (path, init) => fetch(`${server.origin}${path}`, init);
  return {
    origin: server.origin,
    log,
    config,
    ask,
    json: async <Content>(path: string, init?: RequestInit) =>
      (await (await ask(path, init)).json()) as Content,
    async send(...files) {
      const form = new FormData();
      for (const file of files) {
        const [name, bytes] =
          typeof file === "string" ? [basename(file), await readFile(file)] : file;
        form.append("file", new File([bytes.slice()], name));
      }
      return ask("/api/studies", { method: "POST", body: form });
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Asks again and again until there is an answer. */
export async function until<Answer>(
  ask: () => Promise<Answer | null | undefined | false>,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A request with JSON. */
export function withJson(method: string, body: unknown): RequestInit {
  return { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}
