import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { ServerConfig } from "./config/index.ts";

const ANSWER_MILLISECONDS = 5_000;

/** What of a configuration says where a server answers. */
export type ServerAddress = Pick<ServerConfig, "host" | "port" | "access">;

/**
 * Asks the server that a configuration describes, from this machine.
 *
 * @returns the JSON of an answer of any status; null where it is none.
 * @throws Error if nothing answers.
 */
export function askServer({ host, port, access }: ServerAddress, path: string): Promise<unknown> {
  const origin = access.publicOrigin === null ? null : new URL(access.publicOrigin);
  const options = {
    host: reachableHost(host),
    port,
    path,
    // It answers to its own name alone.
    headers: origin === null ? {} : { host: origin.host },
    timeout: ANSWER_MILLISECONDS,
    // Whether the certificate is right is another question.
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

/** Whether what listens where a configuration says is a Thorascope. */
export async function isServing(config: ServerAddress): Promise<boolean> {
  if (config.port === 0) return false;
  const answer = await askServer(config, "/healthz").catch(() => null);
  return typeof answer === "object" && answer !== null && "alive" in answer;
}

/** Where people find the server that a configuration describes. */
export function addressOf({ host, port, access }: ServerAddress): string {
  if (access.publicOrigin !== null) return access.publicOrigin;
  const reachable = reachableHost(host);
  const name = reachable.includes(":") ? `[${reachable}]` : reachable;
  return `${access.tls === null ? "http" : "https"}://${name}:${port}`;
}

/** An address of this machine at which what listens on all of them is reached. */
function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
