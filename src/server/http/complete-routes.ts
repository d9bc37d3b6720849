import type { FastifyInstance, RouteOptions } from "fastify";
import { problemResponses } from "./responses.ts";
import { NoQuery } from "./schemas/parts.ts";

/**
 * Gives routes what they have in common: a query that they do not describe is refused, and the problems that any
 * may answer with are described. Before any route is added.
 */
export function completeRoutes(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    // The page of the description brings its own routes, which say nothing; what it shows is no secret.
    if (isDocumentation(route)) {
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

function isDocumentation({ url }: RouteOptions): boolean {
  return url === "/docs" || url.startsWith("/docs/");
}
