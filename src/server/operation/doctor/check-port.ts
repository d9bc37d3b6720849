import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { createServer } from "node:net";
import type { ServerConfig } from "../../config/index.ts";
import { type Finding, fine, reasonOf, skipped, warning, wrong } from "./finding.ts";

const ANSWER_MILLISECONDS = 5_000;

/** What of a configuration says where a server answers. */
type Address = Pick<ServerConfig, "host" | "port" | "access">;

/** Whether the port is free, or Thorascope answers on it, and then whether it is ready. */
export async function checkPort(config: Address): Promise<readonly Finding[]> {
  const { host, port } = config;
  if (port === 0) return [skipped("port", "any free one is taken.")];
  const at = `${host}:${port}`;
  let alive: unknown;
  try {
    alive = await ask(config, "/healthz");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") return [await checkFree(config)];
    return [
      wrong(
        "port",
        `something else than Thorascope has ${at} (${reasonOf(error)}).`,
        "Set another port, or end what has this one.",
      ),
    ];
  }
  if (!hasKey(alive, "alive")) {
    return [
      wrong(
        "port",
        `something else than Thorascope answers at ${at}.`,
        "Set another port, or end what has this one.",
      ),
    ];
  }
  const served = fine("port", `Thorascope answers at ${at}.`);
  return [served, await checkReady(config)];
}

async function checkReady(config: Address): Promise<Finding> {
  const ready = await ask(config, "/readyz").catch(() => null);
  const problems = hasKey(ready, "problems") ? Object.entries(ready.problems ?? {}) : [];
  if (hasKey(ready, "ready") && ready.ready === true) return fine("server", "it is ready.");
  return wrong(
    "server",
    `it runs, but is not ready: ${problems.map(([part, problem]) => `${part}: ${problem}`).join("; ") || "it does not answer"}.`,
    "See its log; start it again if it stays so.",
  );
}

/** Takes the port for a moment. */
async function checkFree({ host, port }: Address): Promise<Finding> {
  const reason = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
  if (reason === null) return fine("port", `${host}:${port} is free.`);
  return warning(
    "port",
    `the server could not listen on ${host}:${port} (${reason}).`,
    "Set host to an address of this machine, and port to a free one (from 1024 on without special rights).",
  );
}

/** @returns the JSON of an answer of any status; null where it is none. */
function ask({ host, port, access }: Address, path: string): Promise<unknown> {
  const isWild = host === "0.0.0.0" || host === "::";
  const origin = access.publicOrigin === null ? null : new URL(access.publicOrigin);
  const options = {
    host: isWild ? (host === "::" ? "::1" : "127.0.0.1") : host,
    port,
    path,
    // It answers to its own name alone.
    headers: origin === null ? {} : { host: origin.host },
    timeout: ANSWER_MILLISECONDS,
    // Whether the certificate is right is another check's question.
    rejectUnauthorized: false,
  };
  return new Promise((resolve, reject) => {
    const request = (access.tls === null ? requestHttp : requestHttps)(options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve(parse(text)));
      response.on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Error("no answer")));
    request.on("error", reject);
    request.end();
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function hasKey<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === "object" && value !== null && key in value;
}
