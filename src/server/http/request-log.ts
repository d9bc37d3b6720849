import type { FastifyInstance } from "fastify";

/** Below the API's addresses: their requests would fill the log. */
const QUIET = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * Writes a line for each request that is done: its id, method, the route's pattern (an address may be anything),
 * status and milliseconds. Nothing that was sent or answered.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? null;
    if (route !== null && QUIET.has(route) && reply.statusCode < 400) return;
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      },
      "request",
    );
  });
}
