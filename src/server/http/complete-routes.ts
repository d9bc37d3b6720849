import type { FastifyInstance, RouteOptions } from "fastify";
import { problemResponses } from "./responses.ts";
import { NoQuery } from "./schemas/parts.ts";

/**
 * Gives routes what they have in common: a query that they do not describe is refused, and the problems that any
 * may answer with are described. Before any route is added.
 */
export function completeRoutes(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    // Files of pages come by routes that say nothing; what they show is no secret.
    if (isFileOfPage(route)) {
      route.config = { ...route.config, role: "anyone" };
      return;
    }
    const { schema } = route;
    if (schema === undefined) return;
    schema.querystring ??= NoQuery;
    const responses = schema.response as Readonly<Record<string, unknown>> | undefined;
    schema.response = { ...problemResponses(), ...responses };
  });
}

/** The description's page brings its own routes; the reading room's files have one each. */
function isFileOfPage({ url }: RouteOptions): boolean {
  return url === "/docs" || /^\/(docs|assets)\//.test(url) || url.startsWith("/icon.svg");
}
