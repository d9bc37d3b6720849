import { createServer } from "node:net";
import { askServer, type ServerAddress } from "../../ask-server.ts";
import { type Finding, fine, reasonOf, skipped, warning, wrong } from "./finding.ts";

/** Whether the port is free, or Thorascope answers on it, and then whether it is ready. */
export async function checkPort(config: ServerAddress): Promise<readonly Finding[]> {
  const { host, port } = config;
  if (port === 0) return [skipped("port", "any free one is taken.")];
  const at = `${host}:${port}`;
  let alive: unknown;
  try {
    alive = await askServer(config, "/healthz");
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

async function checkReady(config: ServerAddress): Promise<Finding> {
  const ready = await askServer(config, "/readyz").catch(() => null);
  const problems = hasKey(ready, "problems") ? Object.entries(ready.problems ?? {}) : [];
  if (hasKey(ready, "ready") && ready.ready === true) return fine("server", "it is ready.");
  return wrong(
    "server",
    `it runs, but is not ready: ${problems.map(([part, problem]) => `${part}: ${problem}`).join("; ") || "it does not answer"}.`,
    "See its log; start it again if it stays so.",
  );
}

/** Takes the port for a moment. */
async function checkFree({ host, port }: ServerAddress): Promise<Finding> {
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

function hasKey<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === "object" && value !== null && key in value;
}
